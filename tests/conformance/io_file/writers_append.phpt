--TEST--
handles that append to one file do not overwrite each other
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$name = tempnam(sys_get_temp_dir(), "pfa");
$all = [];
for ($c = 0; $c < 6; $c++) {
    $all[] = spawn(function () use ($name, $c) {
        $f = fopen($name, "a");
        for ($i = 0; $i < 50; $i++) {
            fwrite($f, "$c:$i\n");
        }
        fclose($f);
    });
}
await_all($all);
$lines = file($name, FILE_IGNORE_NEW_LINES);
unlink($name);
echo count($lines), " ", count(array_unique($lines)), "\n";
--EXPECT--
300 300
