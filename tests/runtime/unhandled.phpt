--TEST--
an exception that nobody can catch shuts the others down (K20)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay};


spawn(function () {
    try {
        delay(1000);
    } catch (Async\AsyncCancellation $e) {
        echo "other: ", $e->getMessage(), "\n";
    }
});
$start = microtime(true);
spawn(function () { throw new RuntimeException("boom"); });
$unstarted = spawn(function () { echo "never\n"; });
try {
    delay(1000);
} finally {
    var_dump(microtime(true) - $start < 0.5);
}
--EXPECTF--
bool(true)
other: Graceful shutdown

Fatal error: Uncaught RuntimeException: boom in %s:%d
Stack trace:
%A
  thrown in %s on line %d
