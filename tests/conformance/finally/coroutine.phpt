--TEST--
finally() handlers run after the end, in order, with the coroutine
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


$c = spawn(function () { echo "body\n"; return 5; });
foreach (["first", "second"] as $name) {
    $c->finally(function (Coroutine $given) use ($c, $name) {
        echo $name, " ", json_encode([$given === $c, $given->isCompleted(), $given->getResult()]), "\n";
    });
}
echo await($c), "\n";
--EXPECT--
body
first [true,true,5]
second [true,true,5]
5
