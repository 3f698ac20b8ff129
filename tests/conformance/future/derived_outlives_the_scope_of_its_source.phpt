--TEST--
a derived Future ends although the scope of the coroutine that completed its source is cancelled at once
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState, Scope};
use function Async\{await, spawn};

$state = new FutureState();
$derived = (new Future($state))->map(fn ($v) => "$v mapped");
$scope = new Scope();
$scope->spawn(function () use ($state, $scope) {
    $state->complete('value,');
    $scope->cancel();
});
$waiter = spawn(fn () => $derived->await());
echo await($waiter), "\n";

$state = new FutureState();
$derived = (new Future($state))->catch(fn ($e) => $e->getMessage() . ' caught');
$scope = new Scope();
$scope->spawn(function () use ($state, $scope) {
    $state->error(new Exception('error,'));
    $scope->cancel();
});
echo await(spawn(fn () => $derived->await())), "\n";
--EXPECT--
value, mapped
error, caught
