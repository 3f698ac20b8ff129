--TEST--
members of the scope that wait at its channel are failed by the close, with the cancellation as its previous
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
    } catch (ChannelException $e) {
        $got[] = $e->reason->name;
        $got[] = get_class($e->getPrevious());
    }
});
suspend();
$scope->cancel();
await_all([$member]);
print_r($got);
--EXPECT--
Array
(
    [0] => SCOPE_DISPOSED
    [1] => Async\AsyncCancellation
)
