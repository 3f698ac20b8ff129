--TEST--
the status tells of the signal, also the second time
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sleep', '60'], [], $pipes);
await(spawn(function () use ($child) {
    var_dump(proc_get_status($child)['running']);
    proc_terminate($child, 9);
    while (($status = proc_get_status($child))['running']) {
        delay(1);
    }
    var_dump($status['signaled'], $status['termsig']);
}));
--EXPECT--
bool(true)
bool(true)
int(9)
