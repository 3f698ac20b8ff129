--TEST--
what is no callable, no state and no exception is refused
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};

$future = Future::completed(1)->ignore();
$state = new FutureState();
$state->ignore();
$tries = [
    fn () => $future->map("no such function"),
    fn () => $future->catch(1),
    fn () => $future->finally([]),
    fn () => new Future(new stdClass()),
    fn () => new Future(),
    fn () => Future::failed("text"),
    fn () => $state->error(1),
    fn () => $state->complete(),
    fn () => $future->await(new stdClass()),
    fn () => $future->cancel(1),
    fn () => clone $future,
    fn () => clone $state,
    fn () => serialize($future),
    fn () => $future->new = 1,
    fn () => (new ReflectionClass(Future::class))->newInstanceWithoutConstructor(),
];
foreach ($tries as $i => $try) {
    try {
        $try();
        echo $i, " accepted\n";
    } catch (Throwable $e) {
        echo $i, " ", get_class($e), "\n";
    }
}
var_dump($state->isCompleted());
--EXPECT--
0 TypeError
1 TypeError
2 TypeError
3 TypeError
4 ArgumentCountError
5 TypeError
6 TypeError
7 ArgumentCountError
8 TypeError
9 TypeError
10 Error
11 Error
12 Exception
13 Error
14 ReflectionException
bool(false)
