--TEST--
an error that comes while somebody waits is thrown there
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, spawn};

$state = new FutureState();
$future = new Future($state);
$caught = [];
$waiters = [];
for ($i = 0; $i < 3; $i++) {
    $waiters[] = spawn(function () use ($future, $i, &$caught) {
        try {
            $i === 0 ? $future->await() : await($future);
        } catch (LogicException $e) {
            $caught[$i] = $e;
        }
    });
}
$error = new LogicException("late");
spawn(function () use ($state, $error) { $state->error($error); });
foreach ($waiters as $waiter) {
    await($waiter);
}
ksort($caught);
foreach ($caught as $i => $e) {
    echo $i, " ", $e->getMessage(), " ", var_export($e === $error, true), "\n";
}
--EXPECT--
0 late true
1 late true
2 late true
