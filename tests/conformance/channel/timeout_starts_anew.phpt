--TEST--
the time of a timeout starts anew after each value
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0, 300, 300, true);
$producer = spawn(function () use ($channel) {
    for ($i = 0; $i < 4; $i++) {
        delay(100);
        $channel->send($i);
    }
});
for ($i = 0; $i < 4; $i++) {
    $channel->recv();
}
await($producer);
var_dump($channel->isClosed());
--EXPECT--
bool(false)
