--TEST--
callables run in a coroutine of their own, never in place, also when the source has ended
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, current_coroutine, delay, spawn, suspend};

$me = fn () => current_coroutine()->getId();
spawn(function () use ($me) {
    $state = new FutureState();
    $here = $me();
    $where = null;
    $callback = function ($v) use (&$where, $me) {
        $where = $me();
        suspend();
        delay(1);
        return $v;
    };
    $derived = (new Future($state))->map($callback);
    $state->complete("a");
    var_dump($where);
    echo $derived->await(), "\n";
    var_dump($where !== null && $where !== $here);

    $where = null;
    $derived = Future::completed("b")->map($callback);
    var_dump($where, $derived->isCompleted());
    echo $derived->await(), "\n";
    var_dump($where !== null && $where !== $here);
});
--EXPECT--
NULL
a
bool(true)
NULL
bool(false)
b
bool(true)
