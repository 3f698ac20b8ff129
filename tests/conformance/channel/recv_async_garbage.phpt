--TEST--
a channel, its Futures and callables that hold each other are garbage like any other
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, Future, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


for ($i = 0; $i < 3; $i++) {
    $channel = new Channel(2);
    $channel->send($channel);
    $other = new Channel();
    $future = $other->recvAsync()->ignore();
    $future->map(fn () => $other)->ignore();
    $box = new ArrayObject();
    $box['channel'] = $third = new Channel();
    $third->sendAsync($box);
    $box['future'] = $other->recvAsync()->ignore();
}
unset($channel, $other, $third, $future, $box);
gc_collect_cycles();
echo "end\n";
--EXPECT--
end
