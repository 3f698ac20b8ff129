--TEST--
what a Fiber waits for parks its own coroutine: the others go on
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await_all};

$log = [];
$fiber = new Fiber(function () use (&$log) { delay(20); $log[] = 'fiber'; });
$starter = spawn(function () use ($fiber, &$log) { $fiber->start(); $log[] = 'starter'; });
$other = spawn(function () use (&$log) { delay(1); $log[] = 'other'; });
await_all([$starter, $other]);
echo implode(' ', $log), "\n";
--EXPECT--
other fiber starter
