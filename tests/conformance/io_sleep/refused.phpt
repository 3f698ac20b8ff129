--TEST--
arguments that PHP refuses are refused the same way
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$calls = [
    fn () => sleep(-1),
    fn () => usleep(-1),
    fn () => time_nanosleep(-1, 0),
    fn () => time_nanosleep(0, -1),
    fn () => time_nanosleep(0, 1000000000),
    fn () => time_sleep_until(-1),
    fn () => @time_sleep_until(1),
    fn () => sleep("x"),
    fn () => usleep(),
];
await(spawn(function () use ($calls) {
    foreach ($calls as $call) {
        try {
            echo json_encode($call()), "\n";
        } catch (Error $e) {
            echo get_class($e), "\n";
        }
    }
}));
--EXPECT--
ValueError
ValueError
ValueError
ValueError
ValueError
ValueError
false
TypeError
ArgumentCountError
