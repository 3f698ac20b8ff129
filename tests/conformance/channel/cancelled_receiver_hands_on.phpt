--TEST--
a value promised to a receiver that is cancelled goes to the next one (K14)
--DESCRIPTION--
B13: the wake-up died with the cancelled receiver; value in the buffer, the other one sleeps
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


$channel = new Channel(1);
$got = [];
$receivers = [];
foreach (['R1', 'R2'] as $name) {
    $receivers[$name] = spawn(function () use ($channel, $name, &$got) {
        try {
            $got[$name] = $channel->recv();
        } catch (AsyncCancellation $e) {
            $got[$name] = 'cancelled';
        }
    });
}
suspend();
var_dump($channel->sendAsync(7));
$receivers['R1']->cancel();
await_all($receivers);
ksort($got);
print_r($got);
var_dump($channel->count());
--EXPECT--
bool(true)
Array
(
    [R1] => cancelled
    [R2] => 7
)
int(0)
