--TEST--
a coroutine that awaits itself waits for ever
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{await, current_coroutine, spawn};

spawn(function () {
    try {
        await(current_coroutine());
    } catch (AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
});
--EXPECTF--
Deadlock detected
%AFatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 1 coroutines in waiting%A
