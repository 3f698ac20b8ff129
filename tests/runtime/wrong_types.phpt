--TEST--
wrong types are TypeErrors
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};


$c = spawn(fn () => 1);
foreach ([
    fn () => $c->cancel(new Exception("x")),
    fn () => await(new stdClass()),
    fn () => spawn("no_such_function"),
    fn () => Async\await_all(1),
    fn () => Async\protect("strlen"),
] as $call) {
    try {
        $call();
    } catch (TypeError $e) {
        echo $e->getMessage(), "\n";
    }
}
--EXPECTF--
Async\Coroutine::cancel(): Argument #1 ($cancellation) must be of type ?Async\AsyncCancellation, Exception given
Async\await(): Argument #1 ($awaitable) must be of type Async\Completable, stdClass given
Async\spawn(): Argument #1 ($task) must be a valid callback, function "no_such_function" not found or invalid function name
Async\await_all(): Argument #1 ($triggers) must be of type %s, int given
Async\protect(): Argument #1 ($closure) must be of type Closure, string given
