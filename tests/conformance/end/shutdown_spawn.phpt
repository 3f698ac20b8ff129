--TEST--
a shutdown function may spawn, wait and register another (K35)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await};

register_shutdown_function(function () {
    spawn(function () { delay(1); echo "spawned\n"; });
    echo await(spawn(fn () => "awaited")), "\n";
    register_shutdown_function(function () { delay(1); echo "second\n"; });
});
echo "main\n";
--EXPECT--
main
awaited
spawned
second
