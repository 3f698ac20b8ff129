--TEST--
a pipe that is closed meanwhile ends the read
--DESCRIPTION--
B40: who is parked in a pipe must learn that it is closed.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [1 => ['pipe', 'w']], $pipes);
$readers = [];
for ($i = 0; $i < 3; $i++) {
    $readers[] = spawn(function () use ($pipes) {
        return @fgets($pipes[1]);
    });
}
delay(5);
fclose($pipes[1]);
foreach ($readers as $reader) {
    var_dump(await($reader));
}
try {
    fread($pipes[1], 1);
} catch (TypeError $e) {
    echo get_class($e), "\n";
}
proc_terminate($child, 9);
--EXPECT--
bool(false)
bool(false)
bool(false)
TypeError
