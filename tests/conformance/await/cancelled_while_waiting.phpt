--TEST--
cancelling who waits ends its wait; what it waited for goes on
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Future, FutureState};
use function Async\{await, await_all, delay, spawn, suspend};

$target = spawn(function () { delay(20); return "target"; });
$state = new FutureState();
$log = [];
$waits = [
    fn () => await($target),
    fn () => await_all([$target, new Future($state)]),
    fn () => (new Future($state))->await(),
    fn () => await_all((function () use ($target) { yield $target; })()),
];
$waiters = [];
foreach ($waits as $i => $wait) {
    $waiters[] = spawn(function () use ($wait, $i, &$log) {
        try {
            $wait();
        } catch (AsyncCancellation $e) {
            $log[$i] = $e->getMessage();
        }
    });
}
delay(2);
foreach ($waiters as $i => $waiter) {
    $waiter->cancel(new AsyncCancellation("stop $i"));
}
await_all($waiters);
ksort($log);
echo implode(", ", $log), "\n", await($target), "\n";
$state->complete(1);
--EXPECT--
stop 0, stop 1, stop 2, stop 3
target
