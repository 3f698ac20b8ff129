--TEST--
an exception waits for a late await while the handle lives (K21)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await};

$c = spawn(function () { throw new RuntimeException('boom'); });
delay(2);
try {
    await($c);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
boom
