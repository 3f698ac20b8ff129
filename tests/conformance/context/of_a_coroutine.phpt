--TEST--
each coroutine has a context of its own, the same whoever asks
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, coroutine_context, current_context, current_coroutine, request_context, spawn};

$make = fn (int $n) => spawn(function () use ($n) {
    coroutine_context()->set("n", $n);
    var_dump(coroutine_context() === current_coroutine()->getContext());
    return coroutine_context();
});
$a = $make(1);
$b = $make(2);
$a->getContext()->set("given", "before the start");
echo await($a)->get("n"), await($b)->get("n"), " ", await($a)->get("given"), "\n";
var_dump(await($a) === $a->getContext(), $b->getContext()->has("given"));
var_dump(coroutine_context() === current_coroutine()->getContext(), coroutine_context() === current_context());
var_dump(request_context());
--EXPECT--
bool(true)
bool(true)
12 before the start
bool(true)
bool(false)
bool(true)
bool(false)
NULL
