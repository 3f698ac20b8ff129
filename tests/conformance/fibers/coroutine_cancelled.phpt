--TEST--
cancelling the coroutine of a yielded Fiber throws at Fiber::suspend()
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!method_exists('Fiber', 'getCoroutine')) die('skip no Fiber::getCoroutine()'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{suspend};

$fiber = new Fiber(function () {
    try {
        Fiber::suspend();
    } catch (Async\AsyncCancellation $e) {
        echo "fiber: ", $e->getMessage(), "\n";
    }
});
$fiber->start();
$fiber->getCoroutine()->cancel(new Async\AsyncCancellation('stop'));
suspend();
suspend();
var_dump($fiber->isTerminated());
--EXPECT--
fiber: stop
bool(true)
