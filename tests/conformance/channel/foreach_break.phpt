--TEST--
a loop that is left early has taken no more than it showed
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(3);
foreach ([1, 2, 3] as $i) {
    $channel->send($i);
}
foreach ($channel as $value) {
    break;
}
var_dump($value, $channel->count());
foreach ($channel as $value) {
    break;
}
var_dump($value, $channel->count());
--EXPECT--
int(1)
int(2)
int(2)
int(1)
