--TEST--
a hard timeout keeps the program alive until it closes the channel
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0, 30, 60000, true);
$start = hrtime(true);
try {
    $channel->recv();
} catch (ChannelException $e) {
    echo $e->reason->name, ' ', $e->getMessage(), "\n";
}
var_dump(hrtime(true) - $start >= 25e6, $channel->isClosed());

$channel = new Channel(1, 60000, 30, true);
$channel->send('kept');
try {
    $channel->send('late');
} catch (ChannelException $e) {
    echo $e->reason->name, ' ', $e->getMessage(), "\n";
}
var_dump($channel->recv());
--EXPECT--
NO_PRODUCERS Channel deadlock: no producers
bool(true)
bool(true)
NO_CONSUMERS Channel deadlock: no consumers
string(4) "kept"
