--TEST--
random:1337: order of five coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:1337
--FILE--
<?php
use function Async\{spawn};


foreach (["A", "B", "C", "D", "E"] as $name) {
    spawn(function () use ($name) { echo $name, " "; });
}
--EXPECT--
A B C D E
