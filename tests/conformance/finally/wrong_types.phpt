--TEST--
finally() takes closures only
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$c = spawn(fn () => 1);
foreach (["strlen", 1, null, [$c, "getId"]] as $wrong) {
    try {
        $c->finally($wrong);
    } catch (TypeError $e) {
        echo "TypeError\n";
    }
}
--EXPECT--
TypeError
TypeError
TypeError
TypeError
