--TEST--
after a fatal error in main no coroutine runs
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
USE_TRACKED_ALLOC=1
--FILE--
<?php
use function Async\{spawn, delay, suspend};


spawn(function () {
    try {
        delay(1);
    } finally {
        echo "never\n";
    }
});
suspend();
trigger_error("fatal", E_USER_ERROR);
--EXPECTF--
Fatal error: fatal in %s on line %d
