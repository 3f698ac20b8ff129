--TEST--
nobody runs until the current coroutine yields; spawn order; nested spawns go last (K1, K2, K3)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend};

spawn(function () { echo "1 "; spawn(fn () => print "C "); suspend(); echo "2 "; });
spawn(function () { echo "3 "; });
echo "M ";
suspend();
echo "N ";
--EXPECT--
M 1 3 N C 2
