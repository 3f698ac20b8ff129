--TEST--
a generator that yields across suspensions and Fibers
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{suspend, delay};

function numbers() { foreach ([1, 2, 3] as $i) { suspend(); yield $i; Fiber::suspend("f$i"); } }
$fiber = new Fiber(function () { foreach (numbers() as $n) { echo "n$n\n"; delay(1); } });
for ($v = $fiber->start(); !$fiber->isTerminated(); $v = $fiber->resume()) {
    echo "$v\n";
}
--EXPECT--
n1
f1
n2
f2
n3
f3
