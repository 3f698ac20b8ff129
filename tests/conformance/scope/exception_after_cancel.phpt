--TEST--
a coroutine may fail after it was cancelled; its exception takes the usual way
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
$scope->setExceptionHandler(function ($s, $c, $e) { echo $e->getMessage(), "\n"; });
$scope->spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        suspend();
        throw new RuntimeException("cleanup failed");
    }
});
suspend();
$scope->cancel();
$scope->awaitAfterCancellation();
echo "end\n";
--EXPECT--
cleanup failed
end
