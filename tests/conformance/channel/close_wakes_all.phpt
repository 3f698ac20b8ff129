--TEST--
close() fails everybody who waits
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$receive = new Channel(0);
$send = new Channel(1);
$send->send('there');
$failed = 0;
$waiting = [];
for ($i = 0; $i < 3; $i++) {
    $waiting[] = spawn(function () use ($receive, &$failed) {
        try {
            $receive->recv();
        } catch (ChannelException $e) {
            $failed += $e->reason === ChannelCloseReason::EXPLICIT;
        }
    });
    $waiting[] = spawn(function () use ($send, &$failed) {
        try {
            $send->send('late');
        } catch (ChannelException $e) {
            $failed += $e->reason === ChannelCloseReason::EXPLICIT;
        }
    });
}
for ($i = 0; $i < 10; $i++) {
    suspend();
}
$receive->close();
$send->close();
await_all($waiting);
var_dump($failed, $send->count(), $send->recv());
--EXPECT--
int(6)
int(1)
string(5) "there"
