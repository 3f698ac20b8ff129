--TEST--
random:7: the order of the segments of three coroutines
--DESCRIPTION--
Valid where the runtime has its schedule hook (--enable-async-fuzz).
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:7
--FILE--
<?php
use function Async\{spawn, suspend};

foreach (['A', 'B', 'C'] as $name) {
    spawn(function () use ($name) {
        foreach ([1, 2, 3] as $i) {
            echo $name, $i, " ";
            $i < 3 && suspend();
        }
    });
}
--EXPECT--
A1 A2 B1 C1 B2 B3 A3 C2 C3
