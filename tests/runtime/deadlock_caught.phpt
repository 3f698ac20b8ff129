--TEST--
catching the cancellation of a deadlock does not save the program (K18)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};


$a = spawn(function () use (&$b) {
    try {
        await($b);
    } catch (Throwable $e) {
        echo get_class($e), ": ", $e->getMessage(), "\n";
    }
});
$b = spawn(function () use (&$a) {
    try {
        await($a);
    } catch (Throwable $e) {
        echo get_class($e), ": ", $e->getMessage(), "\n";
    }
});
register_shutdown_function(function () { echo "shutdown function\n"; });
--EXPECTF--
Async\AsyncCancellation: Deadlock detected
Async\AsyncCancellation: Deadlock detected

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 2 coroutines in waiting %a
shutdown function
