--TEST--
TRUE_ASYNC_FUZZ_VERBOSE names the schedule and its seed
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:42
TRUE_ASYNC_FUZZ_VERBOSE=1
--FILE--
<?php
fwrite(STDERR, '');
--EXPECT--
[async-fuzz] scheduler=random seed=0x2a
