--TEST--
the slot of a cancelled rendezvous sender goes to the next sender
--DESCRIPTION--
B21
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
$senders = [];
foreach ([1, 2, 3] as $i) {
    $senders[$i] = spawn(function () use ($channel, $i) {
        try {
            $channel->send($i);
        } catch (AsyncCancellation $e) {
        }
    });
}
suspend();
$senders[1]->cancel();
await($senders[1]);
var_dump($channel->recv(), $channel->recv());
await_all($senders);
var_dump($channel->isEmpty());
--EXPECT--
int(2)
int(3)
bool(true)
