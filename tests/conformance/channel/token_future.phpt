--TEST--
a Future as a token
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


use Async\FutureState;

$channel = new Channel(0);
foreach (['recv', 'send'] as $method) {
    $state = new FutureState();
    $token = new Future($state);
    $waiter = spawn(function () use ($channel, $method, $token) {
        try {
            $method === 'recv' ? $channel->recv($token) : $channel->send('v', $token);
        } catch (OperationCanceledException $e) {
            return $e->getPrevious() === null ? 'completed' : $e->getPrevious()->getMessage();
        }
    });
    suspend();
    $method === 'recv' ? $state->complete(1) : $state->error(new RuntimeException('failed'));
    var_dump(await($waiter));
}
var_dump($channel->count());

/* Not needed, but used: no warning about it. */
$buffered = new Channel(1);
$buffered->send('v', new Future(new FutureState()));
var_dump($buffered->recv(new Future(new FutureState())));
--EXPECT--
string(9) "completed"
string(6) "failed"
int(0)
string(1) "v"
