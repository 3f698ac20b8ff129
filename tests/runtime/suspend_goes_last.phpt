--TEST--
suspend() goes to the end of the queue (K2)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend};


spawn(function () { echo "1\n"; suspend(); echo "2\n"; });
spawn(function () { echo "3\n"; });
suspend();
echo "M\n";
--EXPECT--
1
3
M
2
