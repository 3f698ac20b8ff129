--TEST--
a destructor at the end of the request may spawn, wait and cancel
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await, suspend};

class D {
    function __destruct() {
        $c = spawn(function () { delay(1000); });
        suspend();
        $c->cancel();
        try {
            await($c);
        } catch (Async\AsyncCancellation $e) {
            echo $e->getMessage(), "\n";
        }
        echo await(spawn(function () { delay(1); return 'waited'; })), "\n";
    }
}
$d = new D;
echo "main\n";
--EXPECT--
main
Coroutine cancelled
waited
