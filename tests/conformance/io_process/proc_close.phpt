--TEST--
others run while proc_close() waits; it returns the exit code
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'read x; exit 7'], [['pipe', 'r']], $pipes);
$closer = spawn(function () use ($child) {
    echo "close\n";
    return proc_close($child);
});
$other = spawn(function () use ($pipes) {
    echo "other\n";
});
await($other);
echo await($closer), "\n";
$child = proc_open(['true'], [], $pipes);
echo proc_close($child), "\n";
--EXPECT--
close
other
7
0
