--TEST--
a graceful shutdown and a deadlock are not held back
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{delay, graceful_shutdown, protect, spawn, suspend};

spawn(function () {
    try {
        protect(function () { delay(10000); echo "not reached\n"; });
    } catch (AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
});
suspend();
graceful_shutdown();
--EXPECT--
Graceful shutdown
