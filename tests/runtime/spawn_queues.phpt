--TEST--
spawn() only queues: main's next statements come first (K1)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn};


spawn(function () { echo "A\n"; });
spawn(function () { echo "B\n"; });
echo "M\n";
--EXPECT--
M
A
B
