--TEST--
callables run though nobody holds what was derived
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\suspend;

$log = [];
$state = new FutureState();
$future = new Future($state);
$future->map(function ($v) use (&$log) { $log[] = "map $v"; })->ignore();
$future->finally(function () use (&$log) { $log[] = "finally"; })->ignore();
$future->catch(function () use (&$log) { $log[] = "catch"; })->ignore();
$state->complete(1);
for ($i = 0; $i < 5; $i++) {
    suspend();
}
sort($log);
echo implode(", ", $log), "\n";
--EXPECT--
finally, map 1
