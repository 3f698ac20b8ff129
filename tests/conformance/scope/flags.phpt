--TEST--
asNotSafely() and allowZombies() turn the flag and return the scope; inherit() copies it
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


function survives(Scope $scope): string
{
    $c = $scope->spawn(function () {
        try {
            suspend();
            suspend();
            return "zombie";
        } catch (AsyncCancellation $e) {
            return "interrupted";
        }
    });
    suspend();
    $scope->cancel();
    return await($c);
}
$s = new Scope();
var_dump($s->asNotSafely() === $s, $s->allowZombies() === $s, $s->provideScope() === $s);
echo survives(new Scope()), "\n";
echo survives((new Scope())->allowZombies()), "\n";
echo survives(Scope::inherit()), "\n";
echo survives(Scope::inherit()->asNotSafely()), "\n";
$parent = new Scope();
echo survives(Scope::inherit($parent)), "\n";
$parent->allowZombies();
echo survives(Scope::inherit($parent)), "\n";
--EXPECT--
bool(true)
bool(true)
bool(true)
interrupted
zombie
zombie
interrupted
interrupted
zombie
