--TEST--
an exception nobody can catch cancels everybody and is fatal at the end (K20)
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
        echo $e->getMessage(), "\n";
    }
});
spawn(function () { throw new RuntimeException('boom'); });
--EXPECTF--
Graceful shutdown

Fatal error: Uncaught RuntimeException: boom in %a
