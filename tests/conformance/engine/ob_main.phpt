--TEST--
what main has buffered stays main's
--DESCRIPTION--
B70, same family: output buffers.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await};

ob_start();
echo "main";
$c = spawn(function () { echo "coroutine\n"; ob_start(); echo "flushed at the end\n"; });
await($c);
$mine = ob_get_clean();
echo "[$mine]\n";
--EXPECT--
coroutine
flushed at the end
[main]
