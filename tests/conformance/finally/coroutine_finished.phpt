--TEST--
finally() of a finished coroutine runs at once; its exception is thrown
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$c = spawn(fn () => 1);
await($c);
$c->finally(function () { echo "at once\n"; });
echo "after\n";
try {
    $c->finally(function () { throw new RuntimeException("thrown"); });
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
at once
after
thrown
