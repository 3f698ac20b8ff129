--TEST--
more files than the pool has threads
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$all = [];
for ($c = 0; $c < 40; $c++) {
    $all[] = spawn(function () use ($c) {
        $f = tmpfile();
        for ($i = 0; $i < 5; $i++) {
            fwrite($f, str_repeat(chr(65 + $c % 26), 10000));
        }
        rewind($f);
        $bytes = stream_get_contents($f);
        fclose($f);
        return $bytes === str_repeat(chr(65 + $c % 26), 50000);
    });
}
[$results] = await_all($all);
echo count(array_filter($results)), "\n";
--EXPECT--
40
