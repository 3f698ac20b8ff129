--TEST--
an empty scope runs its finally handlers when it is disposed, or goes
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
$scope->finally(function () { echo "disposed\n"; });
$scope->dispose();
suspend();
$scope->finally(function () { echo "at once\n"; });
$gone = new Scope();
$gone->finally(function () { echo "gone\n"; });
unset($gone);
suspend();
$kept = new Scope();
$kept->finally(function () { echo "at the end\n"; });
echo "end\n";
--EXPECT--
disposed
at once
gone
end
at the end
