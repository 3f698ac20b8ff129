--TEST--
members of the scope that wait at its channel are cancelled, not failed by the close
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelException, Scope};
use function Async\{await, await_all, delay, spawn, suspend};


$scope = new Scope();
$got = [];
$member = $scope->spawn(function () use (&$got) {
    $channel = new Channel(0);
    try {
        foreach ($channel as $value) {
        }
    } catch (AsyncCancellation $e) {
        $got[] = 'cancelled';
    }
});
suspend();
$scope->cancel();
await_all([$member]);
print_r($got);
--EXPECT--
Array
(
    [0] => cancelled
)
