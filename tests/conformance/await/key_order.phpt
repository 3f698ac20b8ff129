--TEST--
values come in the order of the input, or with preserveKeyOrder off in the order of completion
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await_all, await_all_or_fail, await_any_of, await_any_of_or_fail, delay, spawn};

$make = function () {
    $late = fn (int $ms) => spawn(function () use ($ms) { delay($ms); return $ms; });
    return ["c" => $late(45), "a" => $late(5), 7 => $late(25)];
};
$show = fn (array $values) => print(implode(",", array_keys($values)) . " " . implode(",", $values) . "\n");
$show(await_all($make())[0]);
$show(await_all($make(), preserveKeyOrder: false)[0]);
$show(await_all_or_fail($make()));
$show(await_any_of_or_fail(3, $make()));
$show(await_any_of_or_fail(3, $make(), null, false));
$show(await_any_of(3, $make())[0]);
$show(await_any_of(3, $make(), preserveKeyOrder: false)[0]);
--EXPECT--
c,a,7 45,5,25
a,7,c 5,25,45
c,a,7 45,5,25
c,a,7 45,5,25
a,7,c 5,25,45
c,a,7 45,5,25
a,7,c 5,25,45
