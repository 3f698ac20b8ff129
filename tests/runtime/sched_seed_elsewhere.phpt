--TEST--
random: takes its seed from TRUE_ASYNC_FUZZ_SEED, in hex too; names match by prefix
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=randomly:
TRUE_ASYNC_FUZZ_SEED=0x2A
--FILE--
<?php
use function Async\{spawn};


foreach (["A", "B", "C", "D", "E"] as $name) {
    spawn(function () use ($name) { echo $name, " "; });
}
--EXPECT--
A C E D B
