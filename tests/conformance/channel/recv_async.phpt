--TEST--
recvAsync(): a Future of the next value, completed, pending or failed
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(2);
$channel->send('there');
$future = $channel->recvAsync();
var_dump($future->isCompleted(), $channel->count(), await($future));

$first = $channel->recvAsync();
$second = $channel->recvAsync();
var_dump($first->isCompleted());
$channel->send(1);
$channel->send(2);
/* A Future takes its value at once. */
var_dump($channel->count(), $first->isCompleted(), await($second), await($first));

$pending = $channel->recvAsync();
$channel->send('last');
$channel->close();
var_dump(await($pending));
try {
    await($channel->recvAsync());
} catch (ChannelException $e) {
    var_dump($e->reason === ChannelCloseReason::EXPLICIT);
}
--EXPECT--
bool(true)
int(0)
string(5) "there"
bool(false)
int(0)
bool(true)
int(2)
int(1)
string(4) "last"
bool(true)
