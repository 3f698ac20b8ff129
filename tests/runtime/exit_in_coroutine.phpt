--TEST--
exit() in a coroutine ends the program gracefully
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay};


spawn(function () {
    try {
        delay(1000);
    } catch (Async\AsyncCancellation $e) {
        echo "other: ", $e->getMessage(), "\n";
    }
});
spawn(function () { exit("bye\n"); });
delay(1000);
echo "never\n";
--EXPECT--
bye
other: Graceful shutdown
