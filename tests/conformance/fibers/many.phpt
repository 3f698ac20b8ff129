--TEST--
Fibers come and go by the hundred
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{suspend};

$sum = 0;
for ($i = 0; $i < 300; $i++) {
    $fiber = new Fiber(function ($i) { suspend(); return $i + Fiber::suspend($i); });
    $sum += $fiber->resume($fiber->start($i)) ?? $fiber->getReturn();
}
var_dump($sum);
--EXPECT--
int(89700)
