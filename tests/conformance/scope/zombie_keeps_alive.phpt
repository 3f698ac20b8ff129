--TEST--
a zombie keeps the program running until it has ended
--DESCRIPTION--
B31, B32: timers and sockets of zombies were not counted as alive.
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
    delay(10);
    echo "zombie\n";
});
suspend();
$scope->cancel();
echo "main\n";
--EXPECT--
main
zombie
