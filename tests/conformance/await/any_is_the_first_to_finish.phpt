--TEST--
await_any_or_fail() gives the value of who finished first, whatever its position, and who else finished meanwhile
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{await_any_or_fail, spawn, suspend};

$slow = function () { suspend(); return "slow"; };
echo await_any_or_fail([spawn($slow), spawn(fn () => "quick"), spawn($slow)]), "\n";
echo await_any_or_fail((function () use ($slow) {
    yield spawn($slow);
    yield spawn(fn () => "quick");
})()), "\n";
--EXPECT--
quick
quick
