--TEST--
a cancellation that nobody catches is silent, in a coroutine and in main (K19)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};


spawn(function () { throw new Async\AsyncCancellation("z"); });
suspend();
register_shutdown_function(function () { echo "end\n"; });
throw new Async\AsyncCancellation("main");
--EXPECT--
end
