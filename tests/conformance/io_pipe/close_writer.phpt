--TEST--
a pipe that is closed meanwhile ends the write; the child sees the end
--DESCRIPTION--
B40, B55: the rest of the data goes nowhere.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

const CHILD = 'sleep(1); $n = 0; while (($s = fread(STDIN, 65536)) !== "" && $s !== false) { $n += strlen($s); } echo $n, "\n";';
$child = proc_open([PHP_BINARY, '-n', '-r', CHILD], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$writer = spawn(function () use ($pipes) {
    return @fwrite($pipes[0], str_repeat('x', 4 << 20));
});
delay(5);
fclose($pipes[0]);
$written = (int) await($writer);
var_dump($written < 4 << 20);
var_dump((int) fgets($pipes[1]) === $written);
--EXPECT--
bool(true)
bool(true)
