--TEST--
who catches it and blocks again is cancelled again; the same error object meets itself
--DESCRIPTION--
B71: an exit exception that becomes its own previous would be freed twice.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, current_coroutine};

$c = spawn(function () {
    for ($i = 1; $i <= 3; $i++) {
        try {
            await(current_coroutine());
        } catch (Async\AsyncCancellation $e) {
            echo "round $i\n";
        }
    }
    throw new RuntimeException('and more');
});
unset($c);
--EXPECTF--
round 1
round 2
round 3

Fatal error: Uncaught %a
