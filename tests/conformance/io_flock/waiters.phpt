--TEST--
waiters for a lock do not use up the thread pool
--DESCRIPTION--
B64
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
$holder = fopen($name, "w");
var_dump(flock($holder, LOCK_EX));
$all = [];
for ($c = 0; $c < 20; $c++) {
    $all[] = spawn(function () use ($name) {
        $f = fopen($name, "a");
        return flock($f, LOCK_EX) && fwrite($f, "x") === 1 && flock($f, LOCK_UN) && fclose($f);
    });
}
$all[] = spawn(function () use ($holder) {
    for ($i = 0; $i < 10; $i++) {
        if (fwrite($holder, "holder") !== 6 || !fsync($holder)) {
            return false;
        }
    }
    return flock($holder, LOCK_UN);
});
[$results] = await_all($all);
echo count(array_filter($results)), " ", filesize($name), "\n";
unlink($name);
--EXPECT--
bool(true)
21 80
