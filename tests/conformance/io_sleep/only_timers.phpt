--TEST--
sleepers alone are no deadlock
--DESCRIPTION--
B29: liveness sampled before a coroutine armed its timer gives a false deadlock.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

echo json_encode(await_all([
    spawn(function () { usleep(3000); return 1; }),
    spawn(function () { time_nanosleep(0, 1000000); usleep(1000); return 2; }),
])[0]), "\n";
--EXPECT--
[1,2]
