--TEST--
a caught cancellation lets the coroutine go on and return (K5)
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
        echo "caught\n";
    }
    delay(1);
    return 5;
});
suspend();
$c->cancel();
var_dump($c->isCancellationRequested(), $c->isCancelled());
var_dump(await($c), $c->isCancelled(), $c->getException());
$c->cancel();
var_dump(await($c));
--EXPECT--
bool(true)
bool(false)
caught
int(5)
bool(true)
NULL
int(5)
