--TEST--
await() gives a Future's value or throws its very exception, each time
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, spawn, suspend};

$state = new FutureState();
$future = new Future($state);
var_dump($future->isCompleted(), $future->isCancelled());
$error = new RuntimeException("no");
spawn(function () use ($state) { $state->complete([1, 2]); });
echo json_encode(await($future)), json_encode($future->await()), json_encode(await(new Future($state))), "\n";
var_dump($future->isCompleted(), $state->isCompleted(), $future->isCancelled());

$failed = Future::failed($error);
foreach ([1, 2] as $time) {
    try {
        $time === 1 ? await($failed) : $failed->await();
    } catch (RuntimeException $e) {
        var_dump($e === $error);
    }
}
var_dump($failed->isCompleted(), $failed->isCancelled());
var_dump(await(Future::completed()), await(Future::completed("x")));
--EXPECT--
bool(false)
bool(false)
[1,2][1,2][1,2]
bool(true)
bool(true)
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
NULL
string(1) "x"
