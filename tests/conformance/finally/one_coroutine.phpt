--TEST--
all handlers of a coroutine share one new coroutine of a scope of its own
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$seen = [];
$c = $scope->spawn(fn () => 1);
for ($i = 0; $i < 2; $i++) {
    $c->finally(function (Coroutine $ended) use (&$seen, $scope) {
        $seen[] = current_coroutine();
        suspend();
        var_dump(current_coroutine() === $ended, $scope->isFinished());
    });
}
$scope->awaitCompletion(timeout(5000));
var_dump($seen[0] === $seen[1]);
--EXPECT--
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
