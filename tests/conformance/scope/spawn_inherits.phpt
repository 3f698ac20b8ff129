--TEST--
spawn() goes into the scope of the running coroutine
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
$inner = null;
$scope->spawn(function () use (&$inner) {
    $inner = spawn(function () {
        spawn(function () {
            try {
                delay(1000);
            } catch (AsyncCancellation $e) {
                echo "grandchild: ", $e->getMessage(), "\n";
            }
        });
        delay(1000);
    });
});
suspend();
suspend();
suspend();
$outside = spawn(function () { suspend(); suspend(); return "outside"; });
$scope->cancel();
echo await($outside), "\n";
var_dump($inner->isCancelled());
--EXPECT--
grandchild: Scope was cancelled
outside
bool(true)
