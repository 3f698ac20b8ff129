--TEST--
a cancelled pipe call fails with a notice, and its coroutine goes on
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$reader = spawn(function () use ($pipes) {
    var_dump(fread($pipes[1], 100));
    var_dump(feof($pipes[1]));
    delay(1);
    echo "goes on\n";
});
$writer = spawn(function () use ($pipes) {
    while (($written = fwrite($pipes[0], str_repeat('x', 1 << 20))) > 0) {
    }
    var_dump($written);
});
delay(5);
$reader->cancel(new Async\AsyncCancellation('stop reading'));
await($reader);
$writer->cancel(new Async\AsyncCancellation('stop writing'));
delay(5);
$writer->cancel();
await($writer);
proc_terminate($child, 9);
--EXPECTF--
Notice: fread(): Read of %d bytes failed with async IO error: stop reading in %s on line %d
bool(false)
bool(false)
goes on

Notice: fwrite(): Write of %d bytes failed with async IO error: stop writing in %s on line %d

Notice: fwrite(): Write of %d bytes failed with async IO error: Coroutine cancelled in %s on line %d
bool(false)
