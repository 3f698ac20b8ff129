--TEST--
a slot promised to a sender that is cancelled goes to the next one (K15)
--DESCRIPTION--
B13, the sender side
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
$channel->send('first');
$done = [];
$senders = [];
foreach (['S1', 'S2'] as $name) {
    $senders[$name] = spawn(function () use ($channel, $name, &$done) {
        try {
            $channel->send($name);
            $done[$name] = 'sent';
        } catch (AsyncCancellation $e) {
            $done[$name] = 'cancelled';
        }
    });
}
suspend();
var_dump($channel->recv());
$senders['S1']->cancel();
await_all($senders);
ksort($done);
print_r($done);
var_dump($channel->count(), $channel->recv());
--EXPECT--
string(5) "first"
Array
(
    [S1] => cancelled
    [S2] => sent
)
int(1)
string(2) "S2"
