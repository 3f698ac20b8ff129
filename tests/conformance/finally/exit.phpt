--TEST--
exit() in a finally handler ends the program
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$c = spawn(fn () => 1);
$c->finally(function () { echo "exit\n"; exit; });
$c->finally(function () { echo "never\n"; });
try {
    delay(1000);
} catch (AsyncCancellation $e) {
    echo "main ends\n";
}
--EXPECT--
exit
main ends
