--TEST--
only one coroutine at a time holds an exclusive lock
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
$inside = $most = 0;
$all = [];
for ($c = 0; $c < 8; $c++) {
    $all[] = spawn(function () use ($name, &$inside, &$most) {
        $f = fopen($name, "r+");
        if (!flock($f, LOCK_EX)) {
            return false;
        }
        $most = max($most, ++$inside);
        $count = (int) fread($f, 10);
        delay(1);
        rewind($f);
        fwrite($f, (string) ($count + 1));
        $inside--;
        return flock($f, LOCK_UN);
    });
}
[$results] = await_all($all);
echo count(array_filter($results)), " ", $most, " ", file_get_contents($name), "\n";
unlink($name);
--EXPECT--
8 1 8
