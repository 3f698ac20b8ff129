--TEST--
cancelling a child scope leaves its parent and its siblings alone
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
$one = Scope::inherit($parent);
$two = Scope::inherit($parent);
var_dump($parent->getChildScopes() === [$one, $two]);
$body = function () { suspend(); suspend(); return "whole"; };
$p = $parent->spawn($body);
$a = $one->spawn($body);
$b = $two->spawn($body);
suspend();
$one->cancel();
try {
    await($a);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
echo await($p), await($b), "\n";
var_dump($parent->isCancelled(), $one->isCancelled(), $two->isCancelled());
--EXPECT--
bool(true)
Scope was cancelled
wholewhole
bool(false)
bool(true)
bool(false)
