--TEST--
dispose() cancels by the flag, disposeSafely() never interrupts; both close the scope
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


function run(Scope $scope, string $how): string
{
    $c = $scope->spawn(function () {
        try {
            suspend();
            suspend();
            return "whole";
        } catch (AsyncCancellation $e) {
            return $e->getMessage();
        }
    });
    suspend();
    $scope->$how();
    $result = await($c);
    suspend();
    try {
        $scope->spawn(fn () => 1);
    } catch (AsyncException $e) {
        echo get_class($e), "\n";
    }
    return $result . " " . json_encode([$scope->isClosed(), $scope->isFinished(), $scope->isCancelled()]);
}
echo run(new Scope(), "dispose"), "\n";
echo run(new Scope(), "disposeSafely"), "\n";
echo run(Scope::inherit(), "dispose"), "\n";
--EXPECT--
Async\AsyncException
Scope was cancelled [true,true,true]
Async\AsyncException
whole [true,true,true]
Async\AsyncException
whole [true,true,true]
