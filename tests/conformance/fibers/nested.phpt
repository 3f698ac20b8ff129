--TEST--
Fibers in Fibers, and coroutines in both
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, suspend};

$outer = new Fiber(function () {
    $inner = new Fiber(function () {
        $v = await(spawn(function () { suspend(); return 'deep'; }));
        Fiber::suspend($v);
        return 'inner';
    });
    $v = $inner->start();
    Fiber::suspend("outer saw $v");
    $inner->resume();
    return $inner->getReturn();
});
echo $outer->start(), "\n";
$outer->resume();
echo $outer->getReturn(), "\n";
--EXPECT--
outer saw deep
inner
