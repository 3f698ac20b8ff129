--TEST--
capacity 0, the receiver comes first: send() returns without waiting (K12)
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


$channel = new Channel();
spawn(function () use ($channel) { $channel->recv(); echo "R\n"; });
spawn(function () use ($channel) { $channel->send(1); echo "S\n"; });
--EXPECT--
S
R
