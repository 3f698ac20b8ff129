--TEST--
what callbacks have spawned is cancelled at the end, or waited for
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{delay, iterate, spawn, suspend};

foreach ([true, false] as $cancels) {
    $log = [];
    iterate([1, 2, 3], function ($v) use (&$log) {
        spawn(function () use ($v, &$log) {
            try {
                delay(10 * $v);
                $log[] = "done $v";
            } catch (AsyncCancellation $e) {
                $log[] = "cancelled $v";
            }
        });
        suspend();
        suspend();
    }, cancelPending: $cancels);
    sort($log);
    echo implode(", ", $log), "\n";
}
--EXPECT--
cancelled 1, cancelled 2, cancelled 3
done 1, done 2, done 3
