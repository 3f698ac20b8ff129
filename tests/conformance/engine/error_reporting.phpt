--TEST--
error_reporting() of one coroutine is not another's
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

$all = error_reporting();
$b = spawn(function () use ($all) { suspend(); @trigger_error('x'); var_dump(error_reporting() === $all); });
$a = spawn(function () { error_reporting(0); suspend(); suspend(); var_dump(error_reporting()); });
await_all([$a, $b]);
var_dump(error_reporting() === $all);
--EXPECT--
bool(true)
int(0)
bool(true)
