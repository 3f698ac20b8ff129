--TEST--
catching the cancellation does not save the program (K18)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await};

$body = function (&$other) {
    try {
        await($other);
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
};
$a = spawn(function () use (&$b, $body) { $body($b); });
$b = spawn(function () use (&$a, $body) { $body($a); });
--EXPECTF--
Deadlock detected
Deadlock detected

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 2 coroutines in waiting in %a
