--TEST--
a parked coroutine that catches its cancellation goes on; its value can be awaited
--DESCRIPTION--
K5, K6.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{await, delay, spawn, suspend};

$c = spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
    suspend();
    delay(1);
    return 5;
});
suspend();
$c->cancel(new AsyncCancellation("a"));
$c->cancel(new AsyncCancellation("b"));
var_dump(await($c), $c->isCancelled(), $c->getResult(), $c->getException());
--EXPECT--
a
int(5)
bool(true)
int(5)
NULL
