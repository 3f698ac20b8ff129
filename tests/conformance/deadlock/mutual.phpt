--TEST--
two coroutines await each other (K17): finally blocks run, then the fatal
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await};

$a = spawn(function () use (&$b) { try { await($b); } finally { echo "a\n"; } });
$b = spawn(function () use (&$a) { try { await($a); } finally { echo "b\n"; } });
--EXPECTF--
a
b

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 2 coroutines in waiting in %a
