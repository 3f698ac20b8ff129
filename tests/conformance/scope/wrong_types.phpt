--TEST--
wrong arguments are TypeErrors, and a scope can be neither cloned nor extended
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
foreach ([
    fn () => $scope->cancel(new RuntimeException("x")),
    fn () => $scope->awaitCompletion(),
    fn () => $scope->awaitCompletion(new stdClass()),
    fn () => $scope->setExceptionHandler("no function"),
    fn () => $scope->setChildScopeExceptionHandler(42),
    fn () => $scope->finally("strlen"),
    fn () => $scope->disposeAfterTimeout("soon"),
    fn () => Scope::inherit("x"),
    fn () => clone $scope,
] as $wrong) {
    try {
        $wrong();
        echo "accepted\n";
    } catch (TypeError $e) {
        echo "TypeError\n";
    } catch (Error $e) {
        echo "Error\n";
    }
}
var_dump((new ReflectionClass(Scope::class))->isFinal(), $scope instanceof Async\ScopeProvider);
--EXPECT--
TypeError
TypeError
TypeError
TypeError
TypeError
TypeError
TypeError
TypeError
Error
bool(true)
bool(true)
