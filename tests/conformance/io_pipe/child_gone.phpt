--TEST--
writing to a child that has ended fails
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['true'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
await(spawn(function () use ($pipes) {
    var_dump(fread($pipes[1], 10), feof($pipes[1]));
    while (($written = @fwrite($pipes[0], "hello\n")) > 0) {
        delay(1);
    }
    var_dump($written);
}));
echo proc_close($child), "\n";
--EXPECT--
string(0) ""
bool(true)
bool(false)
0
