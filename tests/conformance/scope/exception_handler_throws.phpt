--TEST--
an exception handler that throws hands on its own exception
--DESCRIPTION--
B71: an exception must not become its own previous one.
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


$top = new Scope();
$bottom = Scope::inherit($top);
$top->setExceptionHandler(function ($s, $c, $e) {
    echo get_class($e), " after ", get_class($e->getPrevious()), "\n";
});
$bottom->setExceptionHandler(function ($s, $c, $e) { throw new LogicException("handler"); });
$bottom->spawn(function () { throw new RuntimeException("body"); });
suspend();
suspend();
$again = new Scope();
$again->setExceptionHandler(function ($s, $c, $e) { throw $e; });
$again->spawn(function () { throw new RuntimeException("rethrown"); });
suspend();
suspend();
echo "not reached\n";
--EXPECTF--
LogicException after RuntimeException

Fatal error: Uncaught RuntimeException: rethrown in %s:%d
Stack trace:
%A
  thrown in %s on line %d
