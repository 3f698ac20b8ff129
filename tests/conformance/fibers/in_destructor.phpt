--TEST--
a destructor may run a Fiber, and others may run Fibers while a destructor is parked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await};

class Worker {
    function __destruct() {
        $fiber = new Fiber(function () { Fiber::suspend('yield'); return 'return'; });
        echo $fiber->start(), "\n";
        $fiber->resume();
        echo $fiber->getReturn(), "\n";
        delay(200);
        echo "destructor ends\n";
    }
}
$other = spawn(function () {
    delay(1);
    $fiber = new Fiber(function () { echo "other fiber\n"; });
    $fiber->start();
});
$worker = new Worker;
unset($worker);
await($other);
--EXPECT--
yield
return
other fiber
destructor ends
