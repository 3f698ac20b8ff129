--TEST--
Futures and coroutines are served in one order of arrival; promised values are not for Futures
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(2);
$a = spawn(fn () => $channel->recv());
suspend();
$b = $channel->recvAsync();
$c = spawn(fn () => $channel->recv());
suspend();
$channel->send(1);
$late = $channel->recvAsync();
var_dump($late->isCompleted());
suspend();
$channel->send(2);
$channel->send(3);
suspend();
$channel->send(4);
var_dump(await($a), await($b), await($c), await($late));
--EXPECT--
bool(false)
int(1)
int(2)
int(3)
int(4)
