--TEST--
cancelled coroutines come in the order of the calls, after who was queued before
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, delay};

foreach (['a', 'b', 'c'] as $name) {
    $all[$name] = spawn(function () use ($name) {
        try {
            delay(1000);
        } catch (Async\AsyncCancellation $e) {
            echo "$name {$e->getMessage()}\n";
        }
    });
}
suspend();
spawn(fn () => print "queued\n");
foreach (['c', 'a', 'b'] as $name) {
    $all[$name]->cancel(new Async\AsyncCancellation("for $name"));
}
echo "cancelled\n";
--EXPECT--
cancelled
queued
c for c
a for a
b for b
