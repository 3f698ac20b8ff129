--TEST--
a large capacity costs nothing until it is used; a full buffer keeps its order
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(100000);
for ($round = 0; $round < 3; $round++) {
    for ($i = 0; $i < 1000; $i++) {
        $channel->send($i);
    }
    for ($i = 0; $i < 700; $i++) {
        if ($channel->recv() !== ($round * 300 % 1000 + $i) % 1000 && $round === 0) {
            echo "wrong\n";
        }
    }
}
var_dump($channel->count());
--EXPECT--
int(900)
