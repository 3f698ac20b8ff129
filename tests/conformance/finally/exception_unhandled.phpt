--TEST--
what a finally handler throws and nobody takes ends the program
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$c = spawn(fn () => 1);
$c->finally(function () { throw new LogicException("finally"); });
$c->finally(function () { echo "second handler\n"; });
try {
    delay(1000);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECTF--
second handler
Graceful shutdown

Fatal error: Uncaught LogicException: finally in %s:%d
Stack trace:
%A
  thrown in %s on line %d
