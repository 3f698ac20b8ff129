--TEST--
the sleeping functions sleep long enough and return what they do in PHP
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$sleeps = [
    [0.02, fn () => usleep(20000)],
    [0.02, fn () => time_nanosleep(0, 20000000)],
    [0.02, fn () => time_sleep_until(microtime(true) + 0.02)],
    [0, fn () => sleep(0)],
    [0, fn () => usleep(0)],
    [0, fn () => time_nanosleep(0, 0)],
];
await(spawn(function () use ($sleeps) {
    foreach ($sleeps as [$least, $sleep]) {
        $begin = hrtime(true);
        $result = $sleep();
        echo json_encode($result), (hrtime(true) - $begin) / 1e9 >= $least * 0.95 ? "" : " too early", "\n";
    }
}));
--EXPECT--
null
true
true
0
null
true
