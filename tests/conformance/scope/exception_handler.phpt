--TEST--
setExceptionHandler() absorbs an exception that nobody awaits; the last one set counts
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
$scope->setExceptionHandler(function () { echo "replaced\n"; });
$scope->setExceptionHandler(function (Scope $s, Coroutine $c, Throwable $e) use ($scope, &$failing) {
    var_dump($s === $scope, $c === $failing, $c->isCompleted(), $c->getException() === $e);
    echo $e->getMessage(), "\n";
});
$failing = $scope->spawn(function () { throw new RuntimeException("boom"); });
$sibling = $scope->spawn(fn () => "sibling");
echo await($sibling), "\n";
suspend();
suspend();
var_dump($scope->isCancelled(), $scope->isFinished());
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
boom
sibling
bool(false)
bool(true)
