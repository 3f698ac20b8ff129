--TEST--
await_any_of() and await_any_of_or_fail(): so many values, errors recorded or thrown
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, await_any_of, await_any_of_or_fail, delay, spawn};

$value = fn (int $ms) => spawn(function () use ($ms) { delay($ms); return $ms; });
$error = fn (int $ms) => spawn(function () use ($ms) { delay($ms); throw new LogicException("after $ms"); });

echo json_encode(await_any_of(0, [$value(1)])), json_encode(await_any_of_or_fail(0, [$value(1)])), "\n";
echo json_encode(await_any_of_or_fail(2, ["a" => $value(60), "b" => $value(5), "c" => $value(30)])), "\n";
[$values, $errors] = await_any_of(1, ["a" => $error(2), "b" => $value(20)]);
echo json_encode($values), " ", $errors["a"]->getMessage(), "\n";
[$values, $errors] = await_any_of(2, ["a" => $error(5), "b" => $value(2)]);
echo json_encode($values), " ", $errors["a"]->getMessage(), "\n";
[$values, $errors] = await_any_of(1, ["a" => $error(2), "b" => $value(20), "c" => $value(40)], null, true, true);
echo json_encode($values), " ", implode(",", array_keys($errors)), "\n";
try {
    await_any_of_or_fail(2, [$value(30), $error(2), $value(60)]);
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
echo json_encode(await_any_of_or_fail(5, [$value(2), $value(1)])), "\n";
--EXPECT--
[[],[]][]
{"b":5,"c":30}
{"b":20} after 2
{"b":2} after 5
{"a":null,"b":20,"c":null} a
after 2
[2,1]
