--TEST--
a finally handler may look at a coroutine whose body is gone
--DESCRIPTION--
B73: the frame of a finished body was still looked at by finally handlers and by a cancellation of its scope.
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
    $text = str_repeat("x", 3);
    current_coroutine()->finally(function (Coroutine $c) use ($text) {
        echo $text, " ", json_encode([$c->isCompleted(), $c->isSuspended(), basename($c->getSpawnLocation()) !== ""]), "\n";
        (new Exception())->getTraceAsString();
    });
    throw new RuntimeException("body");
});
$scope->setExceptionHandler(function ($s, Coroutine $c, $e) use ($scope) {
    $scope->cancel();
    echo $e->getMessage(), " ", json_encode($c->isCompleted()), "\n";
});
$scope->spawn(function () { delay(1000); });
suspend();
suspend();
echo "end\n";
--EXPECT--
body true
xxx [true,false,true]
end
