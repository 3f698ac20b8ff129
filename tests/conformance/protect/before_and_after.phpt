--TEST--
protect() holds nothing back that comes before or after it
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{await_all, delay, protect, spawn, suspend};

$log = [];
$before = spawn(function () use (&$log) {
    try {
        delay(50);
        protect(fn () => $log[] = "not reached");
    } catch (AsyncCancellation $e) {
        $log[] = "before";
    }
});
$after = spawn(function () use (&$log) {
    protect(function () { suspend(); });
    try {
        delay(50);
    } catch (AsyncCancellation $e) {
        $log[] = "after";
    }
});
$never = spawn(fn () => protect(fn () => $log[] = "never started"));
$never->cancel();
delay(5);
$before->cancel();
$after->cancel();
await_all([$before, $after, $never]);
sort($log);
echo implode(", ", $log), "\n";
--EXPECT--
after, before
