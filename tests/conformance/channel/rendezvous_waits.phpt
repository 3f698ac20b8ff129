--TEST--
capacity 0: send() does not return before somebody has received
--DESCRIPTION--
B18: a slot used as a buffer of one lets send() return though nobody receives
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$sent = false;
$sender = spawn(function () use ($channel, &$sent) { $channel->send('v'); $sent = true; });
for ($i = 0; $i < 5; $i++) {
    suspend();
}
var_dump($sent, $channel->count(), $channel->isFull());
var_dump($channel->recv());
await($sender);
var_dump($sent, $channel->count(), $channel->isEmpty());
--EXPECT--
bool(false)
int(1)
bool(true)
string(1) "v"
bool(true)
int(0)
bool(true)
