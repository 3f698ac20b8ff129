--TEST--
the other combinators
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await_first_success, await_all_or_fail, await_any_of, await_any_of_or_fail};


$ok = fn ($value, $ms) => spawn(function () use ($value, $ms) { delay($ms); return $value; });
$bad = fn ($message, $ms) => spawn(function () use ($message, $ms) { delay($ms); throw new Exception($message); });
[$value, $errors] = await_first_success([$bad("no", 10), $ok("yes", 40), $ok("late", 80)]);
echo $value, " ", count($errors), "\n";
[$value, $errors] = await_first_success([$bad("no", 10), $bad("nor", 20)]);
var_dump($value, count($errors));
echo json_encode(await_all_or_fail(["b" => $ok(2, 40), "a" => $ok(1, 10)])), "\n";
try {
    await_all_or_fail([$ok(2, 40), $bad("fails", 10)]);
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
echo json_encode(await_any_of_or_fail(2, ["a" => $ok(1, 80), "b" => $ok(2, 10), "c" => $ok(3, 40)])), "\n";
[$values, $errors] = await_any_of(1, ["a" => $bad("no", 10), "b" => $ok(2, 40), "c" => $ok(3, 80)]);
echo json_encode($values), " ", json_encode(array_keys($errors)), "\n";
echo json_encode([await_any_of(0, []), await_any_of_or_fail(0, [])]), "\n";
--EXPECT--
yes 1
NULL
int(2)
{"b":2,"a":1}
fails
{"b":2,"c":3}
{"b":2} ["a"]
[[[],[]],[]]
