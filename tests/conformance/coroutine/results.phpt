--TEST--
getResult() and getException() before and after the end
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, spawn, suspend};

$value = spawn(fn () => [1]);
$error = new LogicException("e");
$failed = spawn(function () use ($error) { suspend(); throw $error; });
var_dump($value->getResult(), $value->getException(), $failed->getException());
await($value);
try { await($failed); } catch (LogicException) { }
var_dump($value->getResult(), $value->getException(), $failed->getResult(), $failed->getException() === $error);
var_dump($value->asHiPriority() === $value, is_int($value->getId()), $value->getId() === $failed->getId());
--EXPECT--
NULL
NULL
NULL
array(1) {
  [0]=>
  int(1)
}
NULL
NULL
bool(true)
bool(true)
bool(true)
bool(false)
