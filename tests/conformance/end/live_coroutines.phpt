--TEST--
live coroutines at the end of main run to completion, then shutdown functions, then destructors (K22)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay};

class D { function __destruct() { echo "destructor\n"; } }
$d = new D;
register_shutdown_function(fn () => print "shutdown\n");
spawn(function () { delay(5); echo "late\n"; spawn(fn () => print "later\n"); });
echo "main\n";
--EXPECT--
main
late
later
shutdown
destructor
