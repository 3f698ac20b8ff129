--TEST--
foreach throws what else ends its wait: a cancellation, another reason of closing
--DESCRIPTION--
B24: only an explicit close is quiet
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
$consumer = spawn(function () use ($channel) {
    try {
        foreach ($channel as $value) {
        }
        return 'quiet';
    } catch (AsyncCancellation $e) {
        return $e->getMessage();
    }
});
suspend();
$consumer->cancel(new AsyncCancellation('enough'));
echo await($consumer), "\n";

try {
    foreach (new Channel(0, 10, 0) as $value) {
    }
} catch (ChannelException $e) {
    echo $e->reason->name, "\n";
}
--EXPECT--
enough
DEADLOCK
