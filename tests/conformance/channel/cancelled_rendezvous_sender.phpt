--TEST--
a cancelled rendezvous sender takes its value back (K16)
--DESCRIPTION--
B21: the value of a cancelled send() was received later; a retry doubled it
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
        $channel->send('mine');
        echo "sent\n";
    } catch (AsyncCancellation $e) {
        echo "cancelled\n";
    }
});
suspend();
$sender->cancel();
await($sender);
var_dump($channel->count());
try {
    var_dump($channel->recv(timeout(20)));
} catch (OperationCanceledException $e) {
    echo get_class($e->getPrevious()), "\n";
}
--EXPECT--
cancelled
int(0)
Async\TimeoutException
