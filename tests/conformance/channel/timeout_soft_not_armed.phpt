--TEST--
without a timeout for its side a starving waiter is a deadlock
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


register_shutdown_function(function () { echo "shutdown\n"; });
$channel = new Channel(0, 0, 10, true);
try {
    $channel->recv();
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECTF--
Deadlock detected

Fatal error: Uncaught Async\DeadlockError: %a
shutdown
