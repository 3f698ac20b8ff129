--TEST--
a graceful shutdown cancels who waits at a channel, the main one too
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
$waiting = [];
foreach (['recv', 'send', 'foreach'] as $how) {
    $waiting[] = spawn(function () use ($how) {
        $channel = new Channel(0);
        try {
            switch ($how) {
                case 'recv': $channel->recv(); break;
                case 'send': $channel->send(1); break;
                default: foreach ($channel as $value) {}
            }
            return 'returned';
        } catch (AsyncCancellation $e) {
            return $e->getMessage() . ' ' . $channel->count();
        }
    });
}
suspend();
Async\graceful_shutdown();
foreach ($waiting as $coroutine) {
    echo await($coroutine), "\n";
}
--EXPECT--
Graceful shutdown 0
Graceful shutdown 0
Graceful shutdown 0
