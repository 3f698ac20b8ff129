--TEST--
sendAsync() never parks: false when full or closed; capacity 0 takes one value without a receiver
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(2);
var_dump($channel->sendAsync(1), $channel->sendAsync(2), $channel->sendAsync(3), $channel->count());
$channel->close();
var_dump($channel->sendAsync(4));

$rendezvous = new Channel(0);
var_dump($rendezvous->sendAsync('a'), $rendezvous->sendAsync('b'), $rendezvous->count());
var_dump($rendezvous->recv());
--EXPECT--
bool(true)
bool(true)
bool(false)
int(2)
bool(false)
bool(true)
bool(false)
int(1)
string(1) "a"
