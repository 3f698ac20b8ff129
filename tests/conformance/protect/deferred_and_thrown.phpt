--TEST--
an exception of the closure and a deferred cancellation: both arrive
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{await, protect, spawn, suspend};

$coroutine = spawn(function () {
    try {
        protect(function () {
            suspend();
            suspend();
            throw new LogicException("mine");
        });
    } catch (AsyncCancellation $e) {
        echo "cancelled, previous ", $e->getPrevious() === null ? "none" : $e->getPrevious()->getMessage(), "\n";
    }
});
suspend();
$coroutine->cancel();
await($coroutine);
--EXPECT--
cancelled, previous mine
