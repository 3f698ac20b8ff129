--TEST--
random:0: the order of five coroutines
--DESCRIPTION--
Valid where the runtime has its schedule hook (--enable-async-fuzz).
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:0
--FILE--
<?php
use function Async\{spawn};

foreach (['A', 'B', 'C', 'D', 'E'] as $name) {
    spawn(function () use ($name) { echo $name, " "; });
}
--EXPECT--
A B E C D
