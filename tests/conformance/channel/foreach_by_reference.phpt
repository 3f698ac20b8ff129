--TEST--
foreach by reference throws
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(1);
$channel->sendAsync(1);
try {
    foreach ($channel as &$value) {
    }
} catch (Error $e) {
    echo get_class($e), "\n";
}
var_dump($channel->count());
--EXPECT--
Error
int(1)
