--TEST--
disposeAfterTimeout() cancels when the time has come, unless the scope has ended before
--DESCRIPTION--
B77: a deadline that outlives its scope, or whose exception nobody releases, is a leak.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$c = $scope->spawn(function () {
    try {
        delay(5000);
    } catch (AsyncCancellation $e) {
        return $e->getMessage();
    }
});
$scope->disposeAfterTimeout(5);
$scope->disposeAfterTimeout(10);
echo await($c), "\n";

$early = new Scope();
$early->spawn(fn () => 1);
$early->disposeAfterTimeout(5000);
suspend();
var_dump($early->isFinished());
$early->dispose();
$idle = new Scope();
$idle->disposeAfterTimeout(5000);
try {
    $idle->disposeAfterTimeout(-1);
} catch (ValueError $e) {
    echo get_class($e), "\n";
}
$start = hrtime(true);
unset($scope, $early, $idle);
delay(1);
var_dump(hrtime(true) - $start < 2e9);
--EXPECT--
Scope has been disposed due to timeout
bool(true)
ValueError
bool(true)
