--TEST--
runtime_stats() has its keys and counts coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{runtime_stats, spawn, suspend};

echo implode(" ", array_keys(runtime_stats())), "\n";
var_dump(runtime_stats()["coroutines_total"], runtime_stats()["fiber_pool_min"]);
$all = [];
for ($i = 0; $i < 3; $i++) {
    $all[] = spawn(function () { suspend(); });
}
$stats = runtime_stats();
var_dump($stats["coroutines_total"], $stats["coroutines_active"], $stats["coroutine_queue"]);
for ($i = 0; $i < 5; $i++) {
    suspend();
}
$stats = runtime_stats();
var_dump($stats["coroutines_total"], $stats["coroutine_queue"], $stats["fiber_stack_size"] > 0);
var_dump(array_filter($stats, 'is_int') === $stats);
--EXPECT--
coroutines_total coroutines_active microtasks_queue coroutine_queue resumed_queue fiber_pool_count fiber_pool_capacity fiber_pool_min fiber_stack_size fiber_pool_virtual_bytes
int(0)
int(4)
int(4)
int(4)
int(3)
int(1)
int(0)
bool(true)
bool(true)
