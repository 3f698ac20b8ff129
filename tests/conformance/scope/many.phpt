--TEST--
many scopes that end in many ways leave nothing behind
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


$count = 0;
for ($i = 0; $i < 60; $i++) {
    $scope = $i % 2 ? new Scope() : Scope::inherit();
    $child = Scope::inherit($scope);
    $scope->finally(function () use (&$count) { $count++; });
    foreach ([$scope, $child] as $s) {
        $s->spawn(function () use ($i) {
            try {
                for ($n = 0; $n < $i % 5; $n++) {
                    suspend();
                }
            } catch (AsyncCancellation $e) {
                suspend();
            }
        });
    }
    if ($i % 3) {
        suspend();
    }
    match ($i % 4) {
        0 => $scope->cancel(),
        1 => $scope->dispose(),
        2 => $scope->disposeSafely(),
        3 => $child->cancel(),
    };
}
unset($scope, $child, $s);
gc_collect_cycles();
for ($i = 0; $i < 20; $i++) {
    suspend();
}
var_dump($count, count(get_coroutines()));
--EXPECT--
int(60)
int(1)
