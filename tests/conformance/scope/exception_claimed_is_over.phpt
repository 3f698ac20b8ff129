--TEST--
an exception that a handler has taken does not end the program
--DESCRIPTION--
B72: a claimed exception was rethrown all the same.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$scope->setExceptionHandler(function ($s, $c, $e) { echo "taken\n"; });
for ($i = 0; $i < 3; $i++) {
    $scope->spawn(function () {
        delay(1);
        throw new RuntimeException("boom");
    });
}
$scope->awaitCompletion(timeout(5000));
echo "on\n";
--EXPECT--
taken
taken
taken
on
