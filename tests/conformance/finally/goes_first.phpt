--TEST--
finally handlers are next in line, before those who wait already
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


$c = spawn(function () { echo "body\n"; });
$c->finally(function () { echo "finally\n"; });
spawn(function () { echo "next\n"; });
suspend();
--EXPECT--
body
finally
next
