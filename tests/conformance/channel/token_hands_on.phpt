--TEST--
a value promised to a receiver whose token fires in the same tick is handed on
--DESCRIPTION--
B13 with a token for a cancellation
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(1);
$token = spawn(function () use ($channel) {
    suspend();
    $channel->sendAsync('v');
});
$first = spawn(function () use ($channel, $token) {
    try {
        return $channel->recv($token);
    } catch (OperationCanceledException $e) {
        return 'token';
    }
});
$second = spawn(fn () => $channel->recv());
$a = await($first);
$channel->sendAsync('w');
$b = await($second);
/* Either the token or the value reached the first one first; the value is never lost. */
var_dump([$a, $b] === ['v', 'w'] || [$a, $b] === ['token', 'v']);
--EXPECT--
bool(true)
