--TEST--
cancelled before it started: the body never runs (K4)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};


$c = spawn(function () { echo "never\n"; });
$c->cancel();
$c->cancel(new Async\AsyncCancellation("second"));
var_dump($c->isQueued());
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo get_class($e), ": ", $e->getMessage(), "\n";
}
var_dump($c->isStarted(), $c->isRunning(), $c->isSuspended(), $c->isCancelled(), $c->isCompleted());
var_dump($c->getException() === $e, $c->getResult());
--EXPECT--
bool(false)
Async\AsyncCancellation: Coroutine cancelled
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
NULL
