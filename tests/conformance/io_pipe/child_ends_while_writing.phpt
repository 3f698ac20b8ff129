--TEST--
a parked writer learns that the reader has gone
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [['pipe', 'r']], $pipes);
$writer = spawn(function () use ($pipes) {
    return [@fwrite($pipes[0], str_repeat('x', 4 << 20)), @fwrite($pipes[0], 'y')];
});
delay(5);
proc_terminate($child, 9);
[$first, $second] = await($writer);
var_dump($first === false || $first < 4 << 20, $second);
--EXPECT--
bool(true)
bool(false)
