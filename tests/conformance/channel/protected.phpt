--TEST--
a cancellation held back by protect() does not end the wait inside
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$receiver = spawn(function () use ($channel) {
    try {
        Async\protect(function () use ($channel, &$value) { $value = $channel->recv(); });
        return 'not reached';
    } catch (AsyncCancellation $e) {
        return "$value, then cancelled";
    }
});
suspend();
$receiver->cancel();
$channel->send('v');
echo await($receiver), "\n";
--EXPECT--
v, then cancelled
