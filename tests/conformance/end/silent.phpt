--TEST--
a cancellation that leaves a coroutine or main is silent (K19)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend};

spawn(function () { throw new Async\AsyncCancellation('z'); });
$c = spawn(function () { echo "runs on\n"; });
suspend();
throw new Async\AsyncCancellation('main');
--EXPECT--
runs on
