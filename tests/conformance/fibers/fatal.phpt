--TEST--
a fatal error in a Fiber ends the program; nothing else runs
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
--FILE--
<?php
use function Async\{spawn, delay, suspend};

register_shutdown_function(fn () => print "shutdown\n");
spawn(function () { try { delay(1); } finally { echo "never\n"; } });
$fiber = new Fiber(function () { suspend(); trigger_error('fatal', E_USER_ERROR); });
try {
    $fiber->start();
} finally {
    echo "never\n";
}
--EXPECTF--
Fatal error: fatal in %s on line %d
shutdown
