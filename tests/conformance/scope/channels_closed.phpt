--TEST--
a cancelled scope closes the channels made in it, and says so to who waits inside and outside
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$channel = null;
$scope->spawn(function () use (&$channel) {
    $channel = new Async\Channel();
    try {
        $channel->recv();
    } catch (Async\ChannelException $e) {
        echo "inside: ", $e->reason->name, " ", get_class($e->getPrevious()), "\n";
    }
});
suspend();
$outside = spawn(function () use (&$channel) {
    try {
        $channel->recv();
    } catch (Async\ChannelException $e) {
        echo "outside: ", $e->reason->name, "\n";
    }
});
suspend();
$scope->cancel();
var_dump($channel->isClosed());
await($outside);
--EXPECT--
bool(true)
inside: SCOPE_DISPOSED Async\AsyncCancellation
outside: SCOPE_DISPOSED
