--TEST--
main counts when it waits
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await};

try {
    await(current_coroutine_of());
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
echo "after\n";
function current_coroutine_of() { spawn(fn () => 0); return Async\current_coroutine(); }
--EXPECTF--
Deadlock detected
after

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 1 coroutines in waiting in %a
