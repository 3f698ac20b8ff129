--TEST--
an exception that leaves a Fiber with nobody waiting in start() or resume() is fatal
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, suspend};

$fiber = new Fiber(function () { delay(2); throw new RuntimeException('lost'); });
$starter = spawn(function () use ($fiber) {
    try {
        $fiber->start();
    } catch (Async\AsyncCancellation $e) {
        echo "starter gone\n";
    }
});
suspend();
suspend();
$starter->cancel();
try {
    delay(1000);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECTF--
starter gone
Graceful shutdown

Fatal error: Uncaught RuntimeException: lost in %a
