--TEST--
close() leaves a value to the receiver it is promised to, and a delivered send() alone
--DESCRIPTION--
B19
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


/* Promised, buffered and from hand to hand. */
foreach ([1, 0] as $capacity) {
    $channel = new Channel($capacity);
    $receiver = spawn(function () use ($channel) {
        try {
            return $channel->recv();
        } catch (ChannelException $e) {
            return 'closed';
        }
    });
    suspend();
    $channel->send('promised');
    $channel->close();
    echo await($receiver), "\n";
}

/* Taken: the sender has not run yet, but its message has arrived. */
$channel = new Channel(0);
$sender = spawn(function () use ($channel) {
    try {
        $channel->send('v');
        return 'sent';
    } catch (ChannelException $e) {
        return 'closed';
    }
});
suspend();
$channel->recv();
$channel->close();
echo await($sender), "\n";

/* A slot that was promised is no claim. */
$channel = new Channel(1);
$channel->send('first');
$sender = spawn(function () use ($channel) {
    try {
        $channel->send('second');
        return 'sent';
    } catch (ChannelException $e) {
        return 'closed';
    }
});
suspend();
$channel->recv();
$channel->close();
echo await($sender), ' ', $channel->count(), "\n";
--EXPECT--
promised
promised
sent
closed 0
