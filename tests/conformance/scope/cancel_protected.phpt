--TEST--
a protected coroutine meets the cancellation of its scope at the end of protect()
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
$c = $scope->spawn(function () {
    protect(function () {
        suspend();
        suspend();
        echo "kept\n";
    });
    echo "never\n";
});
suspend();
$scope->cancel();
try {
    await($c);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
kept
Scope was cancelled
