--TEST--
sleeps run side by side
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$begin = hrtime(true);
$all = [];
for ($i = 0; $i < 20; $i++) {
    $all[] = spawn(fn () => usleep(50000));
}
await_all($all);
echo (hrtime(true) - $begin) / 1e6 < 800 ? "side by side" : "one after the other", "\n";
--EXPECT--
side by side
