--TEST--
cancelled before it started: never runs, and says so (K4)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await};

$c = spawn(function () { echo "X\n"; });
$c->cancel();
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
var_dump($c->isStarted(), $c->isCancelled(), $c->isCompleted(), $c->getException() === $e);
--EXPECT--
Coroutine cancelled
bool(false)
bool(true)
bool(true)
bool(true)
