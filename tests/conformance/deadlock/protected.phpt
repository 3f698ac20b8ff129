--TEST--
protect() does not keep a deadlock out
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, protect, current_coroutine};

$c = spawn(function () {
    try {
        protect(fn () => await(current_coroutine()));
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
});
--EXPECTF--
Deadlock detected

Fatal error: Uncaught Async\DeadlockError: %a
