--TEST--
out of memory in a coroutine ends the program; the others are not unwound
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
memory_limit=64M
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
USE_ZEND_ALLOC=1
--FILE--
<?php
use function Async\{spawn, delay, suspend};

spawn(function () { try { delay(1); } finally { echo "never\n"; } });
spawn(function () { suspend(); $text = str_repeat('x', 1 << 30); });
delay(1);
echo "never\n";
--EXPECTF--
Fatal error: Allowed memory size of %d bytes exhausted%s(tried to allocate %d bytes) in %s on line %d
