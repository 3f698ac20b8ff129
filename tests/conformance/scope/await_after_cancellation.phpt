--TEST--
awaitAfterCancellation() waits for the last zombie
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


$scope = Scope::inherit();
foreach ([1, 2, 3] as $n) {
    $scope->spawn(function () use ($n) {
        for ($i = 0; $i < $n; $i++) {
            suspend();
        }
        echo "zombie $n\n";
    });
}
suspend();
$scope->cancel();
$scope->awaitAfterCancellation();
echo "none left\n";
$scope->awaitAfterCancellation(null, timeout(1000));
var_dump($scope->isClosed());
--EXPECT--
zombie 1
zombie 2
zombie 3
none left
bool(true)
