--TEST--
channels with soft timeouts are closed before anybody is cancelled, and the program goes on
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0, 60000, 0);
$other = new Channel(0);
$consumer = spawn(function () use ($channel, $other) {
    try {
        $channel->recv();
    } catch (ChannelException $e) {
        $other->send($e->reason->value);
    }
});
echo $other->recv(), "\n";
await($consumer);
echo "end\n";
--EXPECT--
deadlock
end
