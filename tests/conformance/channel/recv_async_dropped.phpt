--TEST--
a Future of recvAsync() that was let go takes no value
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$future = $channel->recvAsync();
$future->ignore();
unset($future);
$kept = $channel->recvAsync();
$channel->send('v');
var_dump(await($kept));

$future = $channel->recvAsync();
$future->ignore();
unset($future);
$channel->close();

/* The loser of a race. */
$one = new Channel(0);
$two = new Channel(1);
$two->send('two');
var_dump(await_any_or_fail([$one->recvAsync(), $two->recvAsync()]));
spawn(function () use ($one) { $one->send('one'); });
var_dump($one->recv());
--EXPECT--
string(1) "v"
string(3) "two"
string(3) "one"
