--TEST--
what finally handlers throw goes to the scope: one as it is, several as a CompositeException
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


function run(int $count): void
{
    $scope = new Scope();
    $scope->setExceptionHandler(function (Scope $s, Coroutine $c, Throwable $e) {
        echo get_class($e), " ", $e->getMessage(), "\n";
        if ($e instanceof Async\CompositeException) {
            foreach ($e->getExceptions() as $one) {
                echo "  ", get_class($one), " ", $one->getMessage(), "\n";
            }
        }
    });
    $c = $scope->spawn(function () { throw new RuntimeException("body"); });
    foreach (["LogicException", "DomainException", "RangeException"] as $i => $class) {
        $c->finally(function () use ($i, $count, $class) {
            if ($i < $count) {
                throw new $class("handler $i");
            }
            echo "handler $i is fine\n";
        });
    }
    $scope->awaitCompletion(timeout(5000));
}
run(1);
run(2);
run(3);
--EXPECT--
RuntimeException body
handler 1 is fine
handler 2 is fine
LogicException handler 0
RuntimeException body
handler 2 is fine
Async\CompositeException 
  LogicException handler 0
  DomainException handler 1
RuntimeException body
Async\CompositeException 
  LogicException handler 0
  DomainException handler 1
  RangeException handler 2
