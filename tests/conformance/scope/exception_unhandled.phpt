--TEST--
without a handler the scope is cancelled, and who awaits its completion gets the exception
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
$unstarted = null;
$sibling = $scope->spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        return "interrupted";
    }
});
suspend();
$scope->spawn(function () { throw new RuntimeException("boom"); });
$unstarted = $scope->spawn(function () { echo "never\n"; });
try {
    $scope->awaitCompletion(timeout(5000));
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
echo await($sibling), "\n";
var_dump($unstarted->isStarted(), $unstarted->isCancelled(), $scope->isCancelled());
--EXPECT--
boom
interrupted
bool(false)
bool(true)
bool(true)
