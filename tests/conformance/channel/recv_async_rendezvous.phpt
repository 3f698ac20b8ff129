--TEST--
recvAsync() is a receiver: a rendezvous send() meets it
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
$channel->send('v');
var_dump($channel->count(), await($future));

/* The other way round: the parked sender hears of it. */
$sender = spawn(function () use ($channel) { $channel->send('w'); return 'sent'; });
while ($channel->isEmpty()) {
    suspend();
}
$future = $channel->recvAsync();
var_dump($future->isCompleted(), await($sender), await($future), $channel->count());
--EXPECT--
int(0)
string(1) "v"
bool(true)
string(4) "sent"
string(1) "w"
int(0)
