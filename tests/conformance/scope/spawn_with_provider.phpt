--TEST--
spawn_with() asks a ScopeProvider; null means the current scope
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


class Provider implements Async\ScopeProvider
{
    public function __construct(private $what) {}

    public function provideScope(): ?Scope
    {
        return ($this->what)();
    }
}
$scope = new Scope();
$body = function () {
    try {
        delay(1000);
        return "whole";
    } catch (AsyncCancellation $e) {
        return "interrupted";
    }
};
$a = spawn_with(new Provider(fn () => $scope), $body);
$b = spawn_with(new Provider(fn () => null), fn ($x) => "current $x", "scope");
$c = spawn_with($scope, $body);
suspend();
$scope->cancel();
echo await($a), " ", await($b), " ", await($c), "\n";
foreach ([fn () => throw new RuntimeException("provider"), fn () => "no scope"] as $what) {
    try {
        spawn_with(new Provider($what), $body);
    } catch (RuntimeException $e) {
        echo $e->getMessage(), "\n";
    } catch (TypeError $e) {
        echo "TypeError\n";
    }
}
try {
    spawn_with(new stdClass(), $body);
} catch (TypeError $e) {
    echo "TypeError\n";
}
--EXPECT--
interrupted current scope interrupted
provider
TypeError
TypeError
