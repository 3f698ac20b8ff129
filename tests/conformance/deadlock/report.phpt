--TEST--
async.debug_deadlock prints a report first
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=1
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, current_coroutine};

spawn(fn () => await(current_coroutine()));
--EXPECTF--
%A=== DEADLOCK REPORT START ===%a=== DEADLOCK REPORT END   ===%a
Fatal error: Uncaught Async\DeadlockError: %a
