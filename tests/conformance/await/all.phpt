--TEST--
await_all(): values and errors under the keys of the input
--DESCRIPTION--
K27.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await_all, await_all_or_fail, spawn};

$error = new DomainException("E");
$make = fn () => ["x" => spawn(fn () => 1), "y" => spawn(fn () => throw $error), "z" => spawn(fn () => 3)];
[$values, $errors] = await_all($make());
echo json_encode($values), " ", implode(",", array_keys($errors)), "\n";
var_dump($errors["y"] === $error);
[$values, $errors] = await_all($make(), null, true, true);
echo json_encode($values), " ", implode(",", array_keys($errors)), "\n";
echo json_encode(await_all([])), json_encode(await_all_or_fail([])), "\n";
try {
    await_all_or_fail($make());
} catch (DomainException $e) {
    var_dump($e === $error);
}
--EXPECT--
{"x":1,"z":3} y
bool(true)
{"x":1,"y":null,"z":3} y
[[],[]][]
bool(true)
