--TEST--
a timer that is due is not held up by one that is not
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay};


$start = microtime(true);
spawn(function () { delay(1); echo microtime(true) - $GLOBALS["start"] < 1 ? "in time" : "late", "\n"; });
spawn(function () {
    /* Both timers are armed, and the first one is due, before the loop turns. */
    while (microtime(true) - $GLOBALS["start"] < 0.05) {
    }
    delay(1500);
});
--EXPECT--
in time
