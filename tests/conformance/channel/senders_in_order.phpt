--TEST--
parked senders are served in the order of their arrival
--DESCRIPTION--
B17: removal moved the last waiter into the hole
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


$channel = new Channel(1);
$channel->send(0);
$senders = [];
for ($i = 1; $i <= 5; $i++) {
    $senders[$i] = spawn(function () use ($channel, $i) {
        try {
            $channel->send($i);
        } catch (AsyncCancellation $e) {
        }
    });
}
suspend();
/* A hole in the middle must not let the last one jump the queue. */
$senders[2]->cancel();
suspend();
$got = [];
for ($i = 0; $i < 5; $i++) {
    $got[] = $channel->recv();
}
echo implode(' ', $got), "\n";
await_all($senders);
--EXPECT--
0 1 3 4 5
