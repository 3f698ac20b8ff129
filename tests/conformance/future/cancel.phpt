--TEST--
cancel() rejects a pending Future and leaves a finished one alone
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Future, FutureState};
use function Async\{await, spawn};

$show = function (Future $future) {
    try {
        $value = await($future);
        echo "value $value\n";
    } catch (AsyncCancellation $e) {
        echo get_class($e), ": ", $e->getMessage(), "\n";
    }
    var_dump($future->isCompleted(), $future->isCancelled());
};
$future = new Future(new FutureState());
$future->cancel();
$future->cancel(new AsyncCancellation("second"));
$show($future);

$state = new FutureState();
$own = new Future($state);
spawn(fn () => $own->cancel(new AsyncCancellation("mine")));
$show($own);
try {
    $state->complete(1);
} catch (Async\AsyncException $e) {
    echo get_class($e), "\n";
}

$done = Future::completed(7);
$done->cancel();
$show($done);
try {
    $done->cancel(new Exception("wrong"));
} catch (TypeError) {
    echo "TypeError\n";
}
--EXPECT--
Async\AsyncCancellation: Future has been cancelled
bool(true)
bool(true)
Async\AsyncCancellation: mine
bool(true)
bool(true)
Async\AsyncException
value 7
bool(true)
bool(false)
TypeError
