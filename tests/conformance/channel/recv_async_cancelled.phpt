--TEST--
a cancelled Future of recvAsync() takes no value
--DESCRIPTION--
conservation: the value must not go into a Future that has ended
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(1);
$future = $channel->recvAsync();
$future->cancel();
$channel->send('v');
var_dump($channel->count(), $channel->recv());
try {
    await($future);
} catch (AsyncCancellation $e) {
    echo "cancelled\n";
}
--EXPECT--
int(1)
string(1) "v"
cancelled
