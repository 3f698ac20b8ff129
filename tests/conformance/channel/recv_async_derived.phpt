--TEST--
what is derived from recvAsync() lives without the Future it was derived from
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$derived = $channel->recvAsync()->map(fn ($value) => $value * 2);
suspend();
$channel->send(21);
var_dump(await($derived));
--EXPECT--
int(42)
