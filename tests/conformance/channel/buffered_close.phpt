--TEST--
buffered values survive close(), then recv() throws (K13)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(2);
$channel->send(1);
$channel->send(2);
$channel->close();
$channel->close();
var_dump($channel->isClosed(), $channel->recv(), $channel->recv());
try {
    $channel->recv();
} catch (ChannelException $e) {
    var_dump($e->getMessage(), $e->reason === ChannelCloseReason::EXPLICIT);
}
try {
    $channel->send(3);
} catch (ChannelException $e) {
    var_dump($e->getMessage(), $e->reason->name);
}
var_dump($channel->sendAsync(3), $channel->count());
--EXPECT--
bool(true)
int(1)
int(2)
string(17) "Channel is closed"
bool(true)
string(17) "Channel is closed"
string(8) "EXPLICIT"
bool(false)
int(0)
