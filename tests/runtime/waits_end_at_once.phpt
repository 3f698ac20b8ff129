--TEST--
a wait for what has ended already does not suspend
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend, timeout, await_all, await_any_or_fail};


$one = spawn(fn () => 1);
suspend();
spawn(function () { echo "others run later\n"; });
await($one);
await_all([$one, $one], $one);
await_any_or_fail([$one]);
try {
    await(Async\current_coroutine(), $one);
} catch (Async\OperationCanceledException $e) {
    echo $e->getMessage(), "\n";
}
echo "main\n";
--EXPECT--
Operation has been cancelled
main
others run later
