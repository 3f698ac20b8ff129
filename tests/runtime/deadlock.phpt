--TEST--
two coroutines that await each other are a deadlock (K17)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};


$a = spawn(function () use (&$b) {
    try {
        await($b);
    } finally {
        echo "finally\n";
    }
});
$b = spawn(function () use (&$a) { await($a); });
--EXPECT--
finally

Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 2 coroutines in waiting in [no active file]:0
Stack trace:
#0 {main}
  thrown in [no active file] on line 0
