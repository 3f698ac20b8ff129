--TEST--
finally handlers run for a cancelled coroutine, started or not
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


$started = spawn(function () { delay(1000); });
$unstarted = spawn(function () { echo "never\n"; });
$unstarted->cancel();
suspend();
foreach (["started" => $started, "unstarted" => $unstarted] as $name => $c) {
    $c->finally(function (Coroutine $c) use ($name) {
        echo $name, " ", json_encode($c->isCancelled()), "\n";
    });
}
$started->cancel();
suspend();
suspend();
--EXPECT--
unstarted true
started true
