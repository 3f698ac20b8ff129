--TEST--
a cancellation takes the place of a result that was not delivered yet
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, suspend};


$target = spawn(function () { suspend(); return "value"; });
$waiter = spawn(function () use ($target) {
    try {
        echo await($target), "\n";
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
});
spawn(function () use ($target, $waiter) {
    while (!$target->isCompleted()) {
        suspend();
    }
    var_dump($waiter->isQueued());
    $waiter->cancel(new Async\AsyncCancellation("too late for the value"));
});
--EXPECT--
bool(true)
too late for the value
