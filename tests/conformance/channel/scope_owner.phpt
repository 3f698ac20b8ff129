--TEST--
a channel is closed with the scope of the coroutine that made it
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelException, Scope};
use function Async\{await, await_all, delay, spawn, suspend};


foreach (['cancel', 'dispose'] as $how) {
    $scope = new Scope();
    $channel = null;
    $maker = $scope->spawn(function () use (&$channel) {
        $channel = new Channel(2);
        $channel->send('kept');
    });
    await($maker);
    $outside = new Channel(0);
    $waiter = spawn(function () use ($channel) {
        $channel->recv();
        try {
            $channel->recv();
        } catch (ChannelException $e) {
            return $e->reason->name . ': ' . $e->getMessage();
        }
    });
    suspend();
    suspend();
    $scope->$how();
    echo await($waiter), ' ', var_export($channel->isClosed(), true), ' ', var_export($outside->isClosed(), true), "\n";
}
--EXPECT--
SCOPE_DISPOSED: Channel closed: owner scope disposed true false
SCOPE_DISPOSED: Channel closed: owner scope disposed true false
