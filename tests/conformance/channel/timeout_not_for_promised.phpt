--TEST--
who has been promised a value does not starve
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


$channel = new Channel(1, 60000, 60000);
$receiver = spawn(fn () => $channel->recv());
suspend();
$channel->send(1);
var_dump(await($receiver), $channel->isClosed());
/* Nobody waits any more: the resolver has nothing to close here. */
try {
    (new Channel(0, 60000))->recv();
} catch (ChannelException $e) {
    echo $e->reason->name, "\n";
}
var_dump($channel->isClosed());
--EXPECT--
int(1)
bool(false)
DEADLOCK
bool(false)
