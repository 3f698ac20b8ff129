--TEST--
a fatal error in a coroutine that buffers: its output is flushed
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
--FILE--
<?php
use function Async\{spawn, suspend};

spawn(function () { ob_start(); echo "lost\n"; suspend(); suspend(); suspend(); });
ob_start();
echo "main\n";
spawn(function () { suspend(); ob_start(); echo "before\n"; trigger_error('fatal', E_USER_ERROR); });
suspend();
suspend();
suspend();
--EXPECTF--
before

Fatal error: fatal in %s on line %d
main
