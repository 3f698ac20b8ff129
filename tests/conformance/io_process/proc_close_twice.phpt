--TEST--
two coroutines close one process: one wait, and both learn how it ended
--DESCRIPTION--
B65: an event per process, not one per waiter.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'sleep 1; exit 3'], [], $pipes);
$closers = [];
for ($i = 0; $i < 3; $i++) {
    $closers[] = spawn(fn () => proc_close($child));
}
foreach ($closers as $closer) {
    echo await($closer), "\n";
}
try {
    proc_close($child);
} catch (TypeError $e) {
    echo get_class($e), "\n";
}
--EXPECT--
3
3
3
TypeError
