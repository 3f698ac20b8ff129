--TEST--
a nested spawn goes to the end of the queue; arguments arrive, named ones too (K3)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn};


spawn(function () { echo "A\n"; spawn(function (string $x, string $y) { echo $x, $y, "\n"; }, "C", y: "c"); });
spawn(function () { echo "B\n"; });
--EXPECT--
A
B
Cc
