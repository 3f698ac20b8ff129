--TEST--
under uniform everybody runs to the end, busy yielders included
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=uniform:3
--FILE--
<?php
use function Async\{spawn, suspend, delay, await, await_all};

$flag = false;
$waits = spawn(function () use (&$flag) { while (!$flag) { suspend(); } return 'seen'; });
$done = 0;
for ($i = 0; $i < 20; $i++) {
    $all[] = spawn(function () use (&$done) { suspend(); delay(1); suspend(); $done++; });
}
$sets = spawn(function () use (&$flag) { delay(2); $flag = true; });
await_all([...$all, $sets]);
echo await($waits), " $done\n";
--EXPECT--
seen 20
