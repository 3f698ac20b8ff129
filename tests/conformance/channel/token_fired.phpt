--TEST--
a token that has fired already ends the call at once
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$token = spawn(function () { throw new RuntimeException('stop'); });
try {
    await($token);
} catch (RuntimeException $e) {
}
$channel = new Channel(0);
try {
    $channel->recv($token);
} catch (OperationCanceledException $e) {
    echo 'recv: ', $e->getPrevious()->getMessage(), "\n";
}
try {
    $channel->send('v', $token);
} catch (OperationCanceledException $e) {
    echo 'send: ', $e->getPrevious()->getMessage(), "\n";
}
var_dump($channel->count());
--EXPECT--
recv: stop
send: stop
int(0)
