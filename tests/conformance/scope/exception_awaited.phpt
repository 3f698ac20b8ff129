--TEST--
an exception that somebody awaits does not concern the scope
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$scope->setExceptionHandler(function () { echo "handler\n"; });
$failing = $scope->spawn(function () { throw new RuntimeException("boom"); });
try {
    await($failing);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
suspend();
var_dump($scope->isCancelled());
--EXPECT--
boom
bool(false)
