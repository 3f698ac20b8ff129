--TEST--
a wait for a child is no deadlock; waiting for each other beside it is none either
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all};

$first = spawn(fn () => proc_close(proc_open(['sh', '-c', 'sleep 0.05; exit 1'], [], $pipes)));
$second = spawn(fn () => await($first) + 1);
echo await($second), "\n";
--EXPECT--
2
