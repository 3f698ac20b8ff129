--TEST--
a token ends the wait for a scope, not the scope
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$c = $scope->spawn(function () { delay(20); return "whole"; });
try {
    $scope->awaitCompletion(timeout(1));
} catch (Async\OperationCanceledException $e) {
    echo get_class($e), " ", get_class($e->getPrevious()), "\n";
}
var_dump($scope->isCancelled());
echo await($c), "\n";
--EXPECT--
Async\OperationCanceledException Async\TimeoutException
bool(false)
whole
