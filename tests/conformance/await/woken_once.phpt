--TEST--
what happens after the wake-up and before the run is no news: the first of two Futures wins over a later token
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, await_any_of, spawn};

$state = new FutureState();
$token = new FutureState();
spawn(function () use ($state, $token) {
    $state->complete("first");
    $token->complete("late");
});
echo await(new Future($state), new Future($token)), "\n";

$states = [new FutureState(), new FutureState(), new FutureState()];
spawn(function () use ($states) {
    foreach (array_reverse($states) as $i => $state) {
        $state->complete("value $i");
    }
});
echo json_encode(await_any_of(2, array_map(fn ($state) => new Future($state), $states))), "\n";
--EXPECT--
first
[{"1":"value 1","2":"value 0"},[]]
