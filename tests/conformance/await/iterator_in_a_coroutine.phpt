--TEST--
an iterator is pulled by a coroutine of its own, and may suspend
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, await_all, current_coroutine, delay, spawn};

spawn(function () {
    $here = current_coroutine()->getId();
    $others = [];
    $steps = function () use (&$others) {
        for ($i = 0; $i < 3; $i++) {
            $others[] = current_coroutine()->getId();
            delay(1);
            yield "step $i" => spawn(fn () => $i * $i);
        }
        delay(1);
    };
    echo json_encode(await_all($steps())), "\n";
    var_dump(in_array($here, $others, true), count($others));
});
--EXPECT--
[{"step 0":0,"step 1":1,"step 2":4},[]]
bool(false)
int(3)
