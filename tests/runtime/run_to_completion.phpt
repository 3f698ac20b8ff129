--TEST--
live coroutines at the end of main run to completion (K22)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};


spawn(function () { delay(20); echo "late\n"; });
register_shutdown_function(function () { echo "shutdown\n"; });
echo "main\n";
--EXPECT--
main
late
shutdown
