--TEST--
foreach that parks as the first asynchronous thing is a deadlock like any other
--DESCRIPTION--
B24
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


register_shutdown_function(function () { echo "shutdown\n"; });
try {
    foreach (new Channel() as $value) {
        echo "never\n";
    }
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECTF--
Deadlock detected

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 1 coroutines in waiting %a
shutdown
