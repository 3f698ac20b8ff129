--TEST--
pcntl_fork() with another coroutine alive is an Error
--DESCRIPTION--
B35.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!function_exists('pcntl_fork')) die('skip no pcntl'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, suspend};

$c = spawn(function () { delay(1000); });
try {
    pcntl_fork();
    echo "forked\n";
} catch (Error $e) {
    echo get_class($e), ": ", $e->getMessage(), "\n";
}
$c->cancel();
suspend();
$pid = pcntl_fork();
if ($pid === 0) {
    exit(7);
}
pcntl_waitpid($pid, $status);
var_dump(pcntl_wexitstatus($status));
--EXPECT--
Error: Cannot fork() while coroutines other than the main one are running. fork() is only allowed when just the main coroutine is active.
int(7)
