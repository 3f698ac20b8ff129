--TEST--
what cannot park works before anything asynchronous has been done
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(1);
var_dump($channel->sendAsync(1), $channel->isFull());
$channel->close();
var_dump($channel->recv());
try {
    Async\current_coroutine();
    echo "launched\n";
} catch (Async\AsyncException $e) {
    echo "not launched\n";
}
--EXPECT--
bool(true)
bool(true)
int(1)
launched
