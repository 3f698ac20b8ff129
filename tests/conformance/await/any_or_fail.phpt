--TEST--
await_any_or_fail(): the first to finish, value or error; the others go on
--DESCRIPTION--
K26. An error that comes first ends the wait.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, await_any_or_fail, delay, spawn};

$a = spawn(function () { delay(5); return "a"; });
$b = spawn(function () { delay(50); return "b"; });
echo await_any_or_fail([$a, $b]), "\n";
var_dump($b->isCompleted());
echo await($b), "\n";

$error = new RuntimeException("first");
$bad = spawn(function () use ($error) { delay(2); throw $error; });
$good = spawn(function () { delay(40); return "good"; });
try {
    await_any_or_fail(["x" => $good, "y" => $bad]);
} catch (RuntimeException $e) {
    var_dump($e === $error);
}
var_dump($good->isCompleted(), await($good));
var_dump(await_any_or_fail([]));
--EXPECT--
a
bool(false)
b
bool(true)
bool(false)
string(4) "good"
NULL
