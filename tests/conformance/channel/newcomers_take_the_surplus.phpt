--TEST--
a promised value or slot is not there for newcomers
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
$first = spawn(fn () => $channel->recv());
suspend();
var_dump($channel->sendAsync('for the first'));
/* The buffer shows it, but it is taken. */
var_dump($channel->count(), $channel->isFull(), $channel->isEmpty());
$second = spawn(fn () => $channel->recv());
try {
    $channel->recv(timeout(5));
    echo "stolen\n";
} catch (OperationCanceledException $e) {
    echo "nothing for me\n";
}
var_dump(await($first));
$channel->send('for the second');
var_dump(await($second));

$channel->send('full');
$sender = spawn(function () use ($channel) { $channel->send('promised'); });
suspend();
var_dump($channel->recv(), $channel->count(), $channel->isFull(), $channel->sendAsync('pushes in'));
await($sender);
var_dump($channel->recv());
--EXPECT--
bool(true)
int(1)
bool(true)
bool(false)
nothing for me
string(13) "for the first"
string(14) "for the second"
string(4) "full"
int(0)
bool(false)
bool(false)
string(8) "promised"
