--TEST--
a reader can be cancelled, and the pipe stays usable
--DESCRIPTION--
A pipe swallows the cancellation in one version of TrueAsync, so both outcomes are right.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$reader = spawn(function () use ($pipes) {
    try {
        $read = @fread($pipes[1], 100);
        return $read === false ? 'refused' : 'read';
    } catch (Async\AsyncCancellation $e) {
        return 'refused';
    }
});
delay(5);
$reader->cancel(new Async\AsyncCancellation('stop'));
try {
    echo await($reader), "\n";
} catch (Async\AsyncCancellation $e) {
    echo "refused\n";
}
fwrite($pipes[0], "still there\n");
echo fgets($pipes[1]);
--EXPECT--
refused
still there
