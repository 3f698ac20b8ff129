--TEST--
await_any_or_fail() returns early and cancels nobody (K26)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await_any_or_fail, await, timeout};


echo await_any_or_fail([
    spawn(function () { delay(10); return "a\n"; }),
    spawn(function () { delay(1000); echo "b still ran\n"; }),
]);
try {
    await_any_or_fail([spawn(function () { throw new RuntimeException("first"); }), spawn(fn () => delay(5))]);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
var_dump(await_any_or_fail([]));
try {
    await_any_or_fail([spawn(fn () => delay(50))], timeout(1));
} catch (Async\OperationCanceledException $e) {
    echo get_class($e->getPrevious()), "\n";
}
--EXPECT--
a
first
NULL
Async\TimeoutException
b still ran
