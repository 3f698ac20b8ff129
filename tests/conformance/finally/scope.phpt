--TEST--
finally() handlers of a scope run when it completes, with the scope
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
foreach (["first", "second"] as $name) {
    $scope->finally(function (Scope $given) use ($scope, $name) {
        echo $name, " ", json_encode($given === $scope), "\n";
    });
}
$c = $scope->spawn(function () {
    try {
        delay(1000);
    } catch (AsyncCancellation $e) {
        suspend();
        echo "cleaned up\n";
    }
});
suspend();
$scope->cancel();
echo "cancelled\n";
await($c);
suspend();
$scope->finally(function (Scope $given) use ($scope) { echo "late ", json_encode($given === $scope), "\n"; });
echo "end\n";
--EXPECT--
cancelled
cleaned up
first true
second true
late true
end
