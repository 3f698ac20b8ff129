--TEST--
the last reference to a Scope cancels who is still in it
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


function start(bool $safe): Coroutine
{
    $scope = $safe ? Scope::inherit() : new Scope();
    $c = $scope->spawn(function () {
        try {
            suspend();
            suspend();
            return "whole";
        } catch (AsyncCancellation $e) {
            return $e->getMessage();
        }
    });
    suspend();
    return $c;
}
echo await(start(false)), "\n";
echo await(start(true)), "\n";
$never = (new Scope())->spawn(function () { echo "never\n"; });
try {
    await($never);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
Scope is being disposed due to object destruction
whole
Scope is being disposed due to object destruction
