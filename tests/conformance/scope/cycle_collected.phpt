--TEST--
a cycle of a scope and its handlers is garbage
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


class Holder
{
    public $scope;

    public function __destruct()
    {
        echo "destructed\n";
    }
}
function make(): void
{
    $holder = new Holder();
    $holder->scope = new Scope();
    $holder->scope->setExceptionHandler(function () use ($holder) {});
    $holder->scope->setChildScopeExceptionHandler(function () use ($holder) {});
}
make();
gc_collect_cycles();
gc_collect_cycles();
echo "end\n";
--EXPECT--
destructed
end
