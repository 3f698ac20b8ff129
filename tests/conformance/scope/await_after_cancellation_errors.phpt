--TEST--
awaitAfterCancellation() hands exceptions to its handler, or throws them
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


function failing(string $message): Scope
{
    $scope = new Scope();
    $scope->spawn(function () use ($message) {
        try {
            delay(1000);
        } catch (AsyncCancellation $e) {
            throw new RuntimeException($message);
        }
    });
    suspend();
    $scope->cancel();
    return $scope;
}
$scope = failing("handled");
$scope->awaitAfterCancellation(function (Throwable $e, Scope $given) use ($scope) {
    echo $e->getMessage(), " ", json_encode($given === $scope), "\n";
});
echo "on\n";
try {
    failing("thrown")->awaitAfterCancellation();
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
try {
    failing("original")->awaitAfterCancellation(function (Throwable $e) {
        throw new LogicException("replaced " . $e->getMessage());
    });
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
try {
    (new Scope())->awaitAfterCancellation();
} catch (AsyncException $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
handled true
on
thrown
replaced original
Attempt to await a Scope that has not been cancelled
