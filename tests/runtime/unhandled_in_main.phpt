--TEST--
an exception that leaves main shuts the coroutines down before it is reported
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay};


spawn(function () {
    try {
        delay(1000);
    } catch (Async\AsyncCancellation $e) {
        echo "other: ", $e->getMessage(), "\n";
    }
});
suspend();
throw new RuntimeException("boom");
--EXPECTF--
other: Graceful shutdown

Fatal error: Uncaught RuntimeException: boom in %s:%d
%a
