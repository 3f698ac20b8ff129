--TEST--
a shutdown function may spawn, and so may one registered by it (K35)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await};


register_shutdown_function(function () {
    spawn(function () { delay(1); echo "first\n"; });
    register_shutdown_function(function () {
        echo await(spawn(function () { delay(1); return "second\n"; }));
        spawn(function () { echo "third\n"; });
    });
});
--EXPECT--
first
second
third
