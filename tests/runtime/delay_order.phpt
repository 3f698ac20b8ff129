--TEST--
delays end in order of their deadlines, ties in order of asking
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay};


foreach ([900, 300, 600, 300] as $i => $ms) {
    spawn(function () use ($i, $ms) { delay($ms); echo $i, "\n"; });
}
--EXPECT--
1
3
2
0
