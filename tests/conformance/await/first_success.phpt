--TEST--
await_first_success(): the first value and the errors, or null when all fail
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await_first_success, delay, spawn};

$value = fn (int $ms) => spawn(function () use ($ms) { delay($ms); return $ms; });
$error = fn (int $ms) => spawn(function () use ($ms) { delay($ms); throw new LogicException("after $ms"); });
$show = function (array $result) {
    ksort($result[1]);
    echo json_encode($result[0]), " ", json_encode(array_map(fn ($e) => $e->getMessage(), $result[1])), "\n";
};
$show(await_first_success(["a" => $error(2), "b" => $value(20)]));
$show(await_first_success(["a" => $error(5), "b" => $error(2)]));
$show(await_first_success([$value(20), $value(2)]));
$show(await_first_success([]));
--EXPECT--
20 {"a":"after 2"}
null {"a":"after 5","b":"after 2"}
2 []
null []
