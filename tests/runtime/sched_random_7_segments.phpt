--TEST--
random:7: order of the segments of three coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:7
--FILE--
<?php
use function Async\{spawn, suspend};


foreach (["A", "B", "C"] as $name) {
    spawn(function () use ($name) {
        echo $name, "1 ";
        suspend();
        echo $name, "2 ";
        suspend();
        echo $name, "3 ";
    });
}
--EXPECT--
A1 A2 B1 C1 B2 B3 A3 C2 C3
