--TEST--
a Fiber may be the first asynchronous thing: its code may spawn, await and delay
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, delay};

$fiber = new Fiber(function () {
    $c = spawn(function () { delay(1); return 'awaited'; });
    echo await($c), "\n";
    Fiber::suspend();
    delay(1);
    echo "delayed\n";
});
$fiber->start();
echo "back\n";
$fiber->resume();
echo "end\n";
--EXPECT--
awaited
back
delayed
end
