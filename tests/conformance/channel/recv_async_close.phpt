--TEST--
close() fails pending Futures of recvAsync()
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$futures = [$channel->recvAsync(), $channel->recvAsync()];
$channel->close();
[$values, $errors] = await_all($futures);
var_dump(count($values), count($errors), $errors[1]->getMessage());
--EXPECT--
int(0)
int(2)
string(17) "Channel is closed"
