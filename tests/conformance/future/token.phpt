--TEST--
a token ends the wait for a Future, and a Future is a token
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Future, FutureState, OperationCanceledException, TimeoutException};
use function Async\{await, delay, spawn, timeout};

$state = new FutureState();
$future = new Future($state);
$show = function (callable $wait) {
    try {
        $value = $wait();
        echo "value $value\n";
    } catch (OperationCanceledException $e) {
        echo $e->getMessage(), " / ", $e->getPrevious() === null ? "none" : get_class($e->getPrevious()), "\n";
    }
};
$show(fn () => $future->await(timeout(5)));
$show(fn () => await($future, timeout(5)));
var_dump($future->isCompleted());

$token = new FutureState();
$slow = spawn(fn () => delay(5));
spawn(fn () => $token->complete("stop"));
$show(fn () => await($slow, new Future($token)));
$show(fn () => await($slow, Future::failed(new DomainException("why"))));
$show(fn () => $future->await(new Future($token)));

$state->complete("won");
$show(fn () => $future->await(Future::failed(new DomainException("late"))));
$show(fn () => $future->await($future));
await($slow);
--EXPECT--
Operation has been cancelled / Async\TimeoutException
Operation has been cancelled / Async\TimeoutException
bool(false)
Operation has been cancelled / none
Operation has been cancelled / DomainException
Operation has been cancelled / none
value won
value won
