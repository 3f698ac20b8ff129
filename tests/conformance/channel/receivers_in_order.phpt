--TEST--
parked receivers are served in the order of their arrival
--DESCRIPTION--
B17
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
$got = [];
$receivers = [];
for ($i = 1; $i <= 5; $i++) {
    $receivers[$i] = spawn(function () use ($channel, $i, &$got) {
        try {
            $got[] = "R$i:" . $channel->recv();
        } catch (AsyncCancellation $e) {
        }
    });
}
suspend();
$receivers[1]->cancel();
suspend();
for ($i = 1; $i <= 4; $i++) {
    $channel->send($i);
}
await_all($receivers);
echo implode(' ', $got), "\n";
--EXPECT--
R2:1 R3:2 R4:3 R5:4
