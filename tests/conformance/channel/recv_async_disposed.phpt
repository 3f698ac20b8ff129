--TEST--
the end of a channel wakes who waits for its Futures with DISPOSED
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
$waiter = spawn(function () use ($future) {
    try {
        await($future);
    } catch (ChannelException $e) {
        return $e->reason->name . ': ' . $e->getMessage();
    }
});
suspend();
unset($channel);
var_dump(await($waiter));

try {
    await((new Channel())->recvAsync());
} catch (ChannelException $e) {
    var_dump($e->reason->value);
}
--EXPECT--
string(26) "DISPOSED: Channel disposed"
string(8) "disposed"
