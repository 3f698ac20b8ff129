--TEST--
Scope::spawn() passes arguments on, named ones too, and takes closures only
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$scope = new Scope();
$c = $scope->spawn(fn (...$all) => json_encode($all), 1, "b", named: [2]);
echo await($c), "\n";
foreach (["strlen", fn () => 1, [new ArrayObject(), "count"]] as $callable) {
    try {
        $scope->spawn($callable);
        echo "accepted\n";
    } catch (TypeError $e) {
        echo "TypeError\n";
    }
}
--EXPECT--
{"0":1,"1":"b","named":[2]}
TypeError
accepted
TypeError
