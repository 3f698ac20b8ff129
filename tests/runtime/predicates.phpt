--TEST--
the predicates of a coroutine through its life
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, delay, await};


function show(string $when, Async\Coroutine $c): void
{
    printf("%-10s", $when);
    foreach (["isStarted", "isQueued", "isRunning", "isSuspended", "isCompleted"] as $method) {
        echo $c->$method() ? " T" : " F";
    }
    echo "\n";
}
$c = spawn(function () {
    show("executing", Async\current_coroutine());
    suspend();
    delay(1);
});
show("spawned", $c);
suspend();
show("yielded", $c);
suspend();
show("parked", $c);
await($c);
show("finished", $c);
--EXPECT--
spawned    F T F F F
executing  T F T F F
yielded    T T T T F
parked     T F T T F
finished   T F F F T
