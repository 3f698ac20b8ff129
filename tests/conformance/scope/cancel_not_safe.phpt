--TEST--
new Scope() is not safe: cancel() interrupts its coroutines (K23)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$c = $scope->spawn(function () {
    try {
        while (true) {
            suspend();
        }
    } catch (AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
});
suspend();
$scope->cancel();
echo "cancelled\n";
await($c);
var_dump($c->isCancelled(), $scope->isCancelled(), $scope->isFinished(), $scope->isClosed());
--EXPECT--
cancelled
Scope was cancelled
bool(true)
bool(true)
bool(true)
bool(true)
