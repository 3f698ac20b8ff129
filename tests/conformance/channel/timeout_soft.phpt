--TEST--
a soft timeout does not keep the program alive: the deadlock resolver closes the channel
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$start = hrtime(true);
foreach (['receiver' => new Channel(0, 60000, 0), 'sender' => new Channel(0, 0, 60000)] as $who => $channel) {
    try {
        $who === 'receiver' ? $channel->recv() : $channel->send(1);
    } catch (ChannelException $e) {
        echo $who, ' ', $e->reason->name, ' ', $e->getMessage(), ' ', $channel->count(), "\n";
    }
}
var_dump(hrtime(true) - $start < 30e9);
--EXPECT--
receiver DEADLOCK Channel deadlock 0
sender DEADLOCK Channel deadlock 0
bool(true)
