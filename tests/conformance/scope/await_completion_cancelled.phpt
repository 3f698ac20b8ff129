--TEST--
awaitCompletion() of a scope that is or gets cancelled throws a cancellation
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


$body = function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        suspend();
        suspend();
    }
};
$scope = new Scope();
$scope->spawn($body);
$waiter = spawn(function () use ($scope) {
    try {
        $scope->awaitCompletion(timeout(5000));
        echo "completed\n";
    } catch (AsyncCancellation $e) {
        echo "waiting: ", $e->getMessage(), "\n";
    }
});
suspend();
$scope->cancel(new AsyncCancellation("stop"));
try {
    $scope->awaitCompletion(timeout(5000));
} catch (AsyncCancellation $e) {
    echo "late: ", $e->getMessage(), "\n";
}
await($waiter);
--EXPECT--
late: The scope has been cancelled
waiting: stop
