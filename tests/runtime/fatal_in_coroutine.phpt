--TEST--
after a fatal error no other coroutine runs
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
--FILE--
<?php
use function Async\{spawn, delay, suspend};


register_shutdown_function(function () {
    echo "shutdown\n";
    try {
        spawn(fn () => 1);
    } catch (Async\AsyncException $e) {
        echo get_class($e), "\n";
    }
});
spawn(function () {
    try {
        delay(1);
    } finally {
        echo "never\n";
    }
});
spawn(function () {
    suspend();
    trigger_error("fatal", E_USER_ERROR);
});
try {
    delay(1);
} finally {
    echo "never\n";
}
--EXPECTF--
Fatal error: fatal in %s on line %d
shutdown
Async\AsyncException
