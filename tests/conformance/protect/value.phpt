--TEST--
protect() returns what its closure returns and throws what it throws, in a coroutine or without one
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, protect, spawn, suspend};

var_dump(protect(fn () => 5), protect(function () { var_dump(func_get_args()); }));
spawn(function () {
    echo protect(function () { suspend(); return "inside\n"; });
    try {
        protect(function () { suspend(); throw new LogicException("thrown"); });
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
});
--EXPECT--
array(0) {
}
int(5)
NULL
inside
thrown
