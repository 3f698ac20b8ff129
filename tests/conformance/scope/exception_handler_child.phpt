--TEST--
an exception goes up the scopes; the child handler of a parent comes before its own
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


function tree(bool $child_handler): void
{
    $top = new Scope();
    $middle = Scope::inherit($top);
    $bottom = Scope::inherit($middle);
    $top->setExceptionHandler(function ($s, $c, $e) { echo "own: ", $e->getMessage(), "\n"; });
    if ($child_handler) {
        $top->setChildScopeExceptionHandler(function ($s, $c, $e) { echo "child: ", $e->getMessage(), "\n"; });
    }
    $sibling = $middle->spawn(function () {
        try {
            delay(1000);
        } catch (AsyncCancellation $e) {
            return get_class($e);
        }
    });
    suspend();
    $bottom->spawn(function () { throw new RuntimeException("boom"); });
    echo await($sibling), "\n";
    var_dump($bottom->isCancelled(), $middle->isCancelled(), $top->isCancelled());
}
tree(true);
tree(false);
/* The child handler is not for coroutines of the scope itself. */
$scope = new Scope();
$scope->setChildScopeExceptionHandler(function () { echo "not this one\n"; });
$scope->setExceptionHandler(function ($s, $c, $e) { echo "own: ", $e->getMessage(), "\n"; });
$scope->spawn(function () { throw new RuntimeException("member"); });
suspend();
--EXPECT--
child: boom
Async\AsyncCancellation
bool(true)
bool(true)
bool(false)
own: boom
Async\AsyncCancellation
bool(true)
bool(true)
bool(false)
own: member
