--TEST--
exit() in a Fiber ends the program gracefully
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, suspend};

spawn(function () {
    try {
        delay(1000);
    } catch (Async\AsyncCancellation $e) {
        echo "other: ", $e->getMessage(), "\n";
    }
});
$fiber = new Fiber(function () { suspend(); exit("bye\n"); });
$fiber->start();
echo "never\n";
--EXPECT--
bye
other: Graceful shutdown
