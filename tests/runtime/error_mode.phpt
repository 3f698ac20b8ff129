--TEST--
error handling does not leak from one coroutine into another
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await_all};


error_reporting(E_ALL);
$quiet = spawn(function () { @wait_a_bit(); echo "1: ", error_reporting() === E_ALL ? "all" : "less", "\n"; });
$loud = spawn(function () { echo "2: ", error_reporting() === E_ALL ? "all" : "less", "\n"; });
await_all([$quiet, $loud]);
function wait_a_bit(): void
{
    suspend();
    echo "silenced: ", error_reporting() === E_ALL ? "all" : "less", "\n";
}
--EXPECT--
2: all
silenced: less
1: all
