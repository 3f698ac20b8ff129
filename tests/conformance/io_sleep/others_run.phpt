--TEST--
sleeping lets the others run
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$sleeps = [
    'sleep' => fn () => sleep(1),
    'usleep' => fn () => usleep(20000),
    'time_nanosleep' => fn () => time_nanosleep(0, 20000000),
    'time_sleep_until' => fn () => time_sleep_until(microtime(true) + 0.02),
];
foreach ($sleeps as $name => $sleep) {
    $log = [];
    await_all([
        spawn(function () use ($sleep, &$log) { $log[] = "begins"; $sleep(); $log[] = "ends"; }),
        spawn(function () use (&$log) { $log[] = "other"; }),
    ]);
    echo $name, ": ", end($log), " last of ", count($log), "\n";
}
--EXPECT--
sleep: ends last of 3
usleep: ends last of 3
time_nanosleep: ends last of 3
time_sleep_until: ends last of 3
