--TEST--
blocking again after a deadlock is a second round
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, current_coroutine};


spawn(function () {
    for ($i = 1; $i <= 3; $i++) {
        try {
            await(current_coroutine());
        } catch (Async\AsyncCancellation $e) {
            echo $i, ": ", $e->getMessage(), "\n";
        }
    }
});
--EXPECTF--
1: Deadlock detected
2: Deadlock detected
3: Deadlock detected

Fatal error: Uncaught Async\DeadlockError: %a
