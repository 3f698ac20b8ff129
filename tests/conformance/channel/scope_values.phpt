--TEST--
what a channel holds when its scope ends can still be received
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelException, Scope};
use function Async\{await, await_all, delay, spawn, suspend};


$scope = new Scope();
$channel = null;
await($scope->spawn(function () use (&$channel) {
    $channel = new Channel(2);
    $channel->send('kept');
}));
$scope->cancel();
var_dump($channel->recv(), $channel->sendAsync('late'));
try {
    $channel->recv();
} catch (ChannelException $e) {
    echo $e->reason->value, "\n";
}
--EXPECT--
string(4) "kept"
bool(false)
scope disposed
