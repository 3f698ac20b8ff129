--TEST--
getTrace(): where a suspended coroutine is, null for others
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, current_coroutine, delay, spawn, suspend};

function inner(int $n) { delay($n); }
function outer() { inner(5); }
$c = spawn('outer');
var_dump($c->getTrace());
suspend();
echo implode(" ", array_intersect(array_column($c->getTrace(), "function"), ["inner", "outer"])), "\n";
$trace = $c->getTrace(DEBUG_BACKTRACE_IGNORE_ARGS, 2);
var_dump(count($trace), array_filter(array_column($trace, "args")) === []);
await($c);
var_dump($c->getTrace());
spawn(fn () => var_dump(current_coroutine()->getTrace()));
--EXPECT--
NULL
inner outer
int(2)
bool(true)
NULL
NULL
