--TEST--
a cancellation that comes inside is thrown by protect() once the closure has returned; the first one counts
--DESCRIPTION--
K8.
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
        $value = protect(function () {
            suspend();
            suspend();
            suspend();
            echo "P\n";
            return "value";
        });
        echo "not reached $value\n";
    } catch (AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
    suspend();
    echo "and goes on\n";
});
suspend();
var_dump($coroutine->isCancellationRequested());
$coroutine->cancel(new AsyncCancellation("first"));
$coroutine->cancel(new AsyncCancellation("second"));
var_dump($coroutine->isCancellationRequested(), $coroutine->isCancelled());
await($coroutine);
--EXPECT--
bool(false)
bool(true)
bool(false)
P
first
and goes on
