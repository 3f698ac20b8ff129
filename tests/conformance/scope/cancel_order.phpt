--TEST--
a cancellation reaches child scopes first, then coroutines in the order of their spawn
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$parent = new Scope();
$child = Scope::inherit($parent);
$body = fn (string $name) => function () use ($name) {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        echo $name, ": ", $e->getMessage(), "\n";
    }
};
$parent->spawn($body("p1"));
$child->spawn($body("c1"));
$parent->spawn($body("p2"));
$child->spawn($body("c2"));
suspend();
$parent->cancel(new AsyncCancellation("stop"));
suspend();
var_dump($child->isCancelled());
--EXPECT--
c1: stop
c2: stop
p1: stop
p2: stop
bool(true)
