--TEST--
the coroutine inside a Fiber is not the one that started it
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!method_exists('Fiber', 'getCoroutine')) die('skip no Fiber::getCoroutine()'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, current_coroutine};

$starter = spawn(function () {
    $mine = current_coroutine();
    $seen = null;
    $fiber = new Fiber(function () use (&$seen) { $seen = current_coroutine(); Fiber::suspend(); });
    $fiber->start();
    var_dump($seen === $mine, $seen === $fiber->getCoroutine(), $seen->isStarted(), $seen->isSuspended(), $seen->isCompleted());
    $fiber->resume();
    var_dump($seen->isCompleted(), current_coroutine() === $mine);
});
await($starter);
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
bool(true)
