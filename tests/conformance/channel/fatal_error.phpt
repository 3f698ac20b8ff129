--TEST--
a fatal error with coroutines parked at channels leaves nothing behind
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0, 1000, 1000, true);
$other = new Channel(1);
spawn(function () use ($channel) { $channel->recv(); });
spawn(function () use ($other) { $other->send(1); $other->send([2, 3]); });
spawn(function () { foreach (new Channel(0, 50) as $value) {} });
spawn(function () { suspend(); trigger_error('the end', E_USER_ERROR); });
$channel->recv();
--EXPECTF--
Fatal error: the end %a
