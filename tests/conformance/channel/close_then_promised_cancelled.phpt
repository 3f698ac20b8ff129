--TEST--
after close() a promised value whose receiver is cancelled can still be received
--DESCRIPTION--
send() had returned, so the value must not vanish (B13, B19)
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
        return $channel->recv();
    } catch (AsyncCancellation $e) {
        return 'cancelled';
    }
});
suspend();
$channel->send('v');
$channel->close();
$receiver->cancel();
echo await($receiver), "\n", $channel->recv(), "\n";
--EXPECT--
cancelled
v
