--TEST--
several throwing finally handlers of a scope make one CompositeException for its handler
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
$scope->setExceptionHandler(function ($s, $c, Throwable $e) {
    echo get_class($e), "\n";
    foreach ($e->getExceptions() as $one) {
        echo "  ", $one->getMessage(), "\n";
    }
});
$scope->finally(function () { throw new Exception("one"); });
$scope->finally(function () { throw new Exception("two"); });
$scope->spawn(fn () => 1);
$scope->dispose();
suspend();
suspend();
echo "end\n";
--EXPECT--
Async\CompositeException
  one
  two
end
