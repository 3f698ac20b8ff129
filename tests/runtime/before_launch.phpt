--TEST--
before anything asynchronous there is no scheduler
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{suspend, current_coroutine, get_coroutines, spawn, timeout};


suspend();
var_dump(get_coroutines());
try {
    current_coroutine();
} catch (Async\AsyncException $e) {
    echo $e->getMessage(), "\n";
}
$c = spawn(fn () => 1);
var_dump(count(get_coroutines()), get_coroutines()[0] === current_coroutine(), get_coroutines()[1] === $c);
try {
    timeout(0);
} catch (ValueError $e) {
    echo "ValueError\n";
}
foreach ([Async\Coroutine::class, Async\Timeout::class] as $class) {
    try {
        new $class();
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
    var_dump((new ReflectionClass($class))->isFinal());
}
try {
    clone $c;
} catch (Error $e) {
    echo "no clone\n";
}
--EXPECT--
array(0) {
}
The current coroutine is not defined
int(2)
bool(true)
bool(true)
ValueError
Call to private Async\Coroutine::__construct() from global scope
bool(true)
Call to private Async\Timeout::__construct() from global scope
bool(true)
no clone
