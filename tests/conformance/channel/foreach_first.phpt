--TEST--
foreach over a channel may be the first asynchronous thing a program does
--DESCRIPTION--
B24: as the first asynchronous operation it used a coroutine that was not there
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(2);
$channel->sendAsync('a');
$channel->sendAsync('b');
foreach ($channel as $value) {
    echo $value, "\n";
    if ($value === 'b') {
        spawn(function () use ($channel) { $channel->close(); });
    }
}
echo "end\n";
--EXPECT--
a
b
end
