--TEST--
a yielded Fiber in a cycle is collected
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend};

spawn(fn () => suspend());
function make() {
    $fiber = new Fiber(function () use (&$fiber) {
        try {
            Fiber::suspend();
        } finally {
            echo "finally\n";
        }
    });
    $fiber->start();
}
make();
echo "collect\n";
gc_collect_cycles();
suspend();
echo "collected\n";
--EXPECT--
collect
finally
collected
