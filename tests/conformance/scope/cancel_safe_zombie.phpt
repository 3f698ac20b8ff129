--TEST--
a safe scope leaves what has started alone: a zombie runs on (K24)
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
$started = $scope->spawn(function () {
    for ($i = 1; $i <= 3; $i++) {
        suspend();
        echo "step $i\n";
    }
    return "done";
});
suspend();
$unstarted = $scope->spawn(function () { echo "never\n"; });
$scope->cancel();
var_dump($scope->isFinished(), $started->isCancellationRequested(), in_array($started, get_coroutines(), true));
echo await($started), "\n";
var_dump($started->isCancelled(), $started->getException(), $unstarted->isStarted(), $unstarted->isCancelled());
var_dump($scope->isClosed());
--EXPECT--
bool(true)
bool(true)
bool(true)
step 1
step 2
step 3
done
bool(true)
NULL
bool(false)
bool(true)
bool(true)
