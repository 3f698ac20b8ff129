--TEST--
a sender cancelled after its value was taken reports the cancellation; the value arrives once
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$sender = spawn(function () use ($channel) {
    try {
        $channel->send('v');
        return 'sent';
    } catch (AsyncCancellation $e) {
        return 'cancelled';
    }
});
suspend();
var_dump($channel->recv());
$sender->cancel();
var_dump(await($sender), $channel->count());
--EXPECT--
string(1) "v"
string(9) "cancelled"
int(0)
