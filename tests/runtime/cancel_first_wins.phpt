--TEST--
the first cancellation wins (K6)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay, suspend};


$c = spawn(function () {
    try {
        delay(1000);
    } catch (Async\AsyncCancellation $e) {
        return $e->getMessage();
    }
});
suspend();
$c->cancel(new Async\AsyncCancellation("a"));
$c->cancel(new Async\AsyncCancellation("b"));
echo await($c), "\n";
--EXPECT--
a
