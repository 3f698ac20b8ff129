--TEST--
awaitCompletion() returns when neither coroutines nor child scopes are left
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = Scope::inherit();
$order = [];
$scope->spawn(function () use (&$order) {
    spawn(function () use (&$order) {
        delay(5);
        $order[] = "nested";
    });
    $child = Scope::inherit();
    $child->spawn(function () use (&$order, $child) {
        delay(10);
        $order[] = "child";
    });
    $order[] = "body";
});
$scope->awaitCompletion(timeout(5000));
$order[] = "completed";
echo implode(" ", $order), "\n";
$scope->awaitCompletion(timeout(5000));
$done = new Scope();
$done->awaitCompletion(timeout(5000));
$done->dispose();
$done->awaitCompletion(timeout(5000));
var_dump($scope->isFinished());
--EXPECT--
body nested child completed
bool(true)
