--TEST--
a coroutine that cancels its own scope is only marked, its siblings are interrupted
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
$sibling = $scope->spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        echo "sibling: ", $e->getMessage(), "\n";
    }
});
$self = $scope->spawn(function () use ($scope) {
    suspend();
    $scope->cancel(new AsyncCancellation("all"));
    echo "still\n";
    suspend();
    echo "here\n";
});
try {
    await($self);
} catch (AsyncCancellation $e) {
    echo "main: ", $e->getMessage(), "\n";
}
var_dump($self->isCancelled());
--EXPECT--
still
sibling: all
here
main: all
bool(true)
