--TEST--
close() fails a parked rendezvous sender and drops its value
--DESCRIPTION--
B19: the sender failed, and a receiver got the value all the same
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$sender = spawn(function () use ($channel) {
    try {
        $channel->send('v');
        return 'sent';
    } catch (ChannelException $e) {
        return $e->getMessage();
    }
});
while ($channel->isEmpty()) {
    suspend();
}
$channel->close();
var_dump(await($sender), $channel->count());
try {
    $channel->recv();
} catch (ChannelException $e) {
    echo "nothing\n";
}
--EXPECT--
string(17) "Channel is closed"
int(0)
nothing
