--TEST--
a signal handler runs between coroutines and may cancel and spawn
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!function_exists('pcntl_signal') || !function_exists('posix_kill')) die('skip no pcntl or posix'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await, suspend};

pcntl_async_signals(true);
$sleeper = spawn(function () {
    try {
        delay(5000);
    } catch (Async\AsyncCancellation $e) {
        echo "sleeper: ", $e->getMessage(), "\n";
    }
});
pcntl_signal(SIGUSR1, function () use ($sleeper) {
    echo "handler\n";
    $sleeper->cancel(new Async\AsyncCancellation('signal'));
});
spawn(function () { delay(1); posix_kill(posix_getpid(), SIGUSR1); suspend(); });
await($sleeper);
--EXPECT--
handler
sleeper: signal
