--TEST--
an empty scope that is disposed is closed at once and takes nobody in
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


foreach (["dispose", "disposeSafely", "cancel"] as $how) {
    $scope = new Scope();
    $scope->$how();
    try {
        $scope->spawn(fn () => 1);
    } catch (AsyncException $e) {
        echo $e->getMessage(), "\n";
    }
    try {
        spawn_with($scope, fn () => 1);
    } catch (AsyncException $e) {
        echo $e->getMessage(), "\n";
    }
}
--EXPECT--
Cannot spawn a coroutine in a closed scope
Cannot spawn a coroutine in a closed scope
Cannot spawn a coroutine in a closed scope
Cannot spawn a coroutine in a closed scope
Cannot spawn a coroutine in a closed scope
Cannot spawn a coroutine in a closed scope
