--TEST--
the first cancellation of a scope wins; one of a finished scope does nothing
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$c = $scope->spawn(function () { delay(1000); });
suspend();
$scope->cancel(new AsyncCancellation("first"));
$scope->cancel(new AsyncCancellation("second"));
try {
    await($c);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
$scope->cancel();
$empty = new Scope();
$empty->cancel();
var_dump($empty->isClosed(), $empty->isFinished());
--EXPECT--
first
bool(true)
bool(true)
