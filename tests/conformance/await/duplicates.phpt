--TEST--
an object that is listed twice counts once for each position
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await_all, await_all_or_fail, await_any_of, delay, spawn};

$one = spawn(function () { delay(2); return 1; });
$two = spawn(function () { delay(10); return 2; });
echo json_encode(await_all_or_fail(["a" => $one, "b" => $two, "c" => $one])), "\n";
echo json_encode(await_all([$one, $one])), "\n";
$state = new FutureState();
$future = new Future($state);
spawn(fn () => $state->complete("f"));
echo json_encode(await_all([$future, new Future($state), $future])), "\n";
$third = spawn(function () { delay(2); return 3; });
echo count(await_any_of(2, [$third, spawn(fn () => delay(30)), $third])[0]), "\n";
--EXPECT--
{"a":1,"b":2,"c":1}
[[1,1],[]]
[["f","f","f"],[]]
2
