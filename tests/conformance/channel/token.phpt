--TEST--
a token ends the wait of recv() and of send(), nothing else
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
foreach (['recv', 'send'] as $method) {
    try {
        $method === 'recv' ? $channel->recv(timeout(5)) : $channel->send('v', timeout(5));
    } catch (OperationCanceledException $e) {
        echo $method, ': ', $e->getMessage(), ', ', get_class($e->getPrevious()), ', ', $channel->count(), "\n";
    }
}
var_dump($channel->isClosed());

/* A coroutine that ends normally is a token without an exception of its own. */
try {
    $channel->recv(spawn(fn () => 1));
} catch (OperationCanceledException $e) {
    var_dump($e->getPrevious());
}

/* One that throws is the previous. */
$failing = spawn(function () { throw new RuntimeException('stop'); });
try {
    $channel->recv($failing);
} catch (OperationCanceledException $e) {
    echo $e->getPrevious()->getMessage(), "\n";
}

/* Done at once, or before the token fires. */
$buffered = new Channel(1);
$buffered->send('v', timeout(1000));
var_dump($buffered->recv(timeout(1000)));
--EXPECT--
recv: Operation has been cancelled, Async\TimeoutException, 0
send: Operation has been cancelled, Async\TimeoutException, 0
bool(false)
NULL
stop
string(1) "v"
