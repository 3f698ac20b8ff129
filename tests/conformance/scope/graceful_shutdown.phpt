--TEST--
a graceful shutdown interrupts zombies too, and scopes need not be cancelled for it
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


$scope = Scope::inherit();
$scope->spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        echo "zombie: ", $e->getMessage(), "\n";
    }
});
$scope->spawn(function () {
    suspend();
});
suspend();
$scope->cancel();
$free = new Scope();
$free->spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        echo "free: ", $e->getMessage(), "\n";
    }
});
suspend();
Async\graceful_shutdown();
suspend();
var_dump($free->isCancelled());
--EXPECT--
zombie: Graceful shutdown
free: Graceful shutdown
bool(false)
