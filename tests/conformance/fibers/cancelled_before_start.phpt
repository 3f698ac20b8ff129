--TEST--
a Fiber whose coroutine is cancelled before it ran: start() throws, the body never runs
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!method_exists('Fiber', 'getCoroutine')) die('skip no Fiber::getCoroutine()'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn};

$fiber = new Fiber(function () { echo "never\n"; });
spawn(function () use ($fiber) { $fiber->getCoroutine()->cancel(new Async\AsyncCancellation('early')); });
try {
    $fiber->start();
    echo "not here\n";
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
early
