--TEST--
capacity 0: a promised value outlives the receiver it was promised to
--DESCRIPTION--
B13: on capacity 0 the message vanished though send() had returned
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
$receivers = [];
foreach ([0, 1] as $i) {
    $receivers[] = spawn(function () use ($channel) {
        try {
            return $channel->recv();
        } catch (AsyncCancellation $e) {
            return 'cancelled';
        }
    });
}
suspend();
$channel->send('v');
$receivers[0]->cancel();
echo await($receivers[0]), "\n", await($receivers[1]), "\n";

/* Nobody else there: it stays for whoever comes. */
$receiver = spawn(function () use ($channel) {
    try {
        return $channel->recv();
    } catch (AsyncCancellation $e) {
        return 'cancelled';
    }
});
suspend();
$channel->send('w');
$receiver->cancel();
echo await($receiver), "\n", $channel->recv(), "\n";
--EXPECT--
cancelled
v
cancelled
w
