--TEST--
the last reference to a yielded Fiber gone: it is unwound, in the middle of the program
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, get_coroutines};

$fiber = new Fiber(function () {
    $guard = new class { function __destruct() { echo "guard\n"; } };
    try {
        Fiber::suspend();
    } finally {
        echo "finally\n";
    }
});
spawn(fn () => suspend());
$fiber->start();
echo "drop\n";
unset($fiber);
echo "dropped\n";
suspend();
echo count(get_coroutines()) <= 1 ? "nobody left\n" : "somebody left\n";
--EXPECT--
drop
finally
guard
dropped
nobody left
