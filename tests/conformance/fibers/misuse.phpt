--TEST--
the rules of Fiber hold: FiberError for starting twice and for resuming what is not suspended
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, delay};

function attempt(callable $f) {
    try {
        $f();
        echo "no error\n";
    } catch (FiberError $e) {
        echo $e->getMessage(), "\n";
    }
}
spawn(fn () => 0);
suspend();
$fiber = new Fiber(function () use (&$fiber) {
    attempt(fn () => $fiber->resume());
    attempt(fn () => $fiber->start());
    Fiber::suspend();
});
attempt(fn () => $fiber->resume());
$fiber->start();
attempt(fn () => $fiber->start());
$fiber->resume();
attempt(fn () => $fiber->resume());
attempt(fn () => $fiber->throw(new Exception));
attempt(fn () => Fiber::suspend());
$again = new Fiber(fn () => delay(5));
spawn(function () use ($again) { attempt(fn () => $again->resume()); attempt(fn () => $again->start()); });
$again->start();
--EXPECT--
Cannot resume a fiber that is not suspended
Cannot resume a fiber that is not suspended
Cannot start a fiber that has already been started
Cannot start a fiber that has already been started
Cannot resume a fiber that is not suspended
Cannot resume a fiber that is not suspended
Cannot suspend outside of a fiber
Cannot resume a fiber that is not suspended
Cannot start a fiber that has already been started
