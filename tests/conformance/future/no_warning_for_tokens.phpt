--TEST--
a Future that served as a token is not reported, whether it fired or not
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState, OperationCanceledException};
use function Async\{await, await_all, spawn, suspend};

$done = spawn(fn () => 1);
$state = new FutureState();
echo await($done, new Future($state)), "\n";
$state->error(new Exception("nobody waits any more"));
unset($state);

$never = new FutureState();
$pending = new Future($never);
foreach ([fn ($t) => await($pending, $t), fn ($t) => await_all([$pending], $t)] as $wait) {
    try {
        $wait(Future::failed(new Exception("stop")));
    } catch (OperationCanceledException $e) {
        echo $e->getPrevious()->getMessage(), "\n";
    }
}
--EXPECT--
1
stop
stop
