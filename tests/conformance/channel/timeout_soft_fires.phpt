--TEST--
a soft timeout is a timer while something else keeps the program alive
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0, 20, 0);
spawn(function () { delay(2000); });
try {
    $channel->recv();
} catch (ChannelException $e) {
    echo $e->reason->name, "\n";
}
exit;
--EXPECT--
NO_PRODUCERS
