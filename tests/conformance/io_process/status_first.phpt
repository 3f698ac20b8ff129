--TEST--
the exit code is not lost by asking for the status first
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'exit 5'], [], $pipes);
await(spawn(function () use ($child) {
    while (($status = proc_get_status($child))['running']) {
        delay(1);
    }
    echo $status['exitcode'], "\n";
    echo proc_get_status($child)['exitcode'], "\n";
    echo proc_close($child), "\n";
}));
--EXPECT--
5
5
5
