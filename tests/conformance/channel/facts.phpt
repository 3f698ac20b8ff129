--TEST--
capacity(), count(), isEmpty() and isFull()
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


foreach ([0, 1, 3] as $capacity) {
    $channel = new Channel($capacity);
    $line = [$channel->capacity()];
    for ($i = 0; $i <= $capacity; $i++) {
        $line[] = count($channel) . ($channel->isEmpty() ? ' empty' : '') . ($channel->isFull() ? ' full' : '');
        $channel->sendAsync($i);
    }
    echo implode(', ', $line), "\n";
}
--EXPECT--
0, 0 empty
1, 0 empty, 1 full
3, 0 empty, 1, 2, 3 full
