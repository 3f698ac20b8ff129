--TEST--
a member of the scope, or of a scope below, cannot await it
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
$child = Scope::inherit($scope);
$grandchild = Scope::inherit($child);
$body = function () use ($scope) {
    foreach (["awaitCompletion", "awaitAfterCancellation"] as $method) {
        try {
            $scope->$method(...($method === "awaitCompletion" ? [timeout(1000)] : []));
        } catch (AsyncException $e) {
            echo $e->getMessage(), "\n";
        }
    }
};
$scope->spawn($body);
$grandchild->spawn($body);
$scope->awaitCompletion(timeout(5000));
--EXPECT--
Cannot await completion of scope from a coroutine that belongs to the same scope or its children
Attempt to await a Scope that has not been cancelled
Cannot await completion of scope from a coroutine that belongs to the same scope or its children
Attempt to await a Scope that has not been cancelled
