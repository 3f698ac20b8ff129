--TEST--
a Fiber that waits for ever in an await is a deadlock, and so is who started it
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{await, current_coroutine};

$fiber = new Fiber(function () {
    try {
        await(current_coroutine());
    } catch (Async\AsyncCancellation $e) {
        echo "fiber: ", $e->getMessage(), "\n";
        throw $e;
    }
});
try {
    $fiber->start();
} catch (Async\AsyncCancellation $e) {
    echo "main: ", $e->getMessage(), "\n";
}
--EXPECTF--
main: Deadlock detected
fiber: Deadlock detected

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 2 coroutines in waiting in %a
