--TEST--
cancelling who waits in start() does not cancel the Fiber
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, delay, suspend};

$fiber = new Fiber(function () { delay(5); echo "fiber ends\n"; });
$starter = spawn(function () use ($fiber) {
    try {
        $fiber->start();
    } catch (Async\AsyncCancellation $e) {
        echo "starter: ", $e->getMessage(), "\n";
    }
});
suspend();
suspend();
$starter->cancel(new Async\AsyncCancellation('stop'));
await($starter);
echo "main\n";
--EXPECT--
starter: stop
main
fiber ends
