--TEST--
others run while proc_close() waits; it returns the exit code
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'sleep 0.3; exit 7'], [], $pipes);
$closer = spawn(function () use ($child) {
    echo "close\n";
    echo proc_close($child), "\n";
});
spawn(function () {
    echo "other\n";
    delay(1);
    echo "other\n";
});
await($closer);
$child = proc_open(['true'], [], $pipes);
echo proc_close($child), "\n";
--EXPECT--
close
other
other
7
0
