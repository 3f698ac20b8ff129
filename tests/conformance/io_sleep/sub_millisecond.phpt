--TEST--
a sleep of less than a millisecond ends
--DESCRIPTION--
S2: a time that truncates to 0 must not become "no time limit".
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    usleep(1);
    time_nanosleep(0, 1);
    @time_sleep_until(microtime(true) + 0.0002); // complains when the time has passed before the call
    echo "awake\n";
}));
--EXPECT--
awake
