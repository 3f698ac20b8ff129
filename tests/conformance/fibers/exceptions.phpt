--TEST--
exceptions go in by throw() and come out of start() and resume()
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend};

$fiber = new Fiber(function () {
    try {
        Fiber::suspend();
    } catch (LogicException $e) {
        echo "in: ", $e->getMessage(), "\n";
    }
    suspend();
    throw new RuntimeException('out');
});
spawn(function () use ($fiber) {
    $fiber->start();
    try {
        $fiber->throw(new LogicException('thrown in'));
        echo "not here\n";
    } catch (RuntimeException $e) {
        echo "caught: ", $e->getMessage(), "\n";
    }
    try {
        $fiber->getReturn();
    } catch (FiberError $e) {
        echo $e->getMessage(), "\n";
    }
});
--EXPECT--
in: thrown in
caught: out
Cannot get fiber return value: The fiber threw an exception
