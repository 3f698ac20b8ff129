--TEST--
a signal handler may itself spawn, wait, cancel and throw, wherever the signal finds the program
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('posix_kill')) die('skip no pcntl or posix');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, current_coroutine, delay, get_coroutines, spawn, suspend};

pcntl_async_signals(true);
function raise(): void
{
    posix_kill(posix_getpid(), SIGUSR1);
    /* The engine looks for signals where it jumps back. */
    for ($i = 0; $i < 1000; $i++);
}

/* Before anything asynchronous: the handler starts the scheduler. */
pcntl_signal(SIGUSR1, function () { echo "first: ", await(spawn(function () { delay(1); return "waited"; })), "\n"; });
raise();

/* In a coroutine that computes, with others parked and ready. */
$ticks = 0;
$parked = spawn(function () { delay(60000); });
$other = spawn(function () use (&$ticks) { while ($ticks < 100) { $ticks++; suspend(); } });
$busy = spawn(function () use ($parked) {
    pcntl_signal(SIGUSR1, function () use ($parked) {
        delay(1);
        $parked->cancel(new Async\AsyncCancellation("by the handler"));
        suspend();
    });
    raise();
    return "busy went on";
});
echo await($busy), "\n";
try {
    await($parked);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
await($other);

/* The handler cancels the coroutine it interrupts: it sees that at its next wait, or when it is awaited. */
pcntl_signal(SIGUSR1, function () { current_coroutine()->cancel(new Async\AsyncCancellation("myself")); });
$victim = spawn(function () { raise(); echo "not interrupted\n"; });
try {
    await($victim);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}

/* What a handler throws comes out of the code it interrupts. */
pcntl_signal(SIGUSR1, function () { suspend(); throw new RuntimeException("thrown after a wait"); });
$catcher = spawn(function () {
    try {
        raise();
    } catch (RuntimeException $e) {
        return $e->getMessage();
    }
});
echo await($catcher), "\n";
for ($i = 0; $i < 100 && count(get_coroutines()) > 1; $i++) {
    delay(1);
}
var_dump(count(get_coroutines()));
--EXPECT--
first: waited
busy went on
by the handler
not interrupted
myself
thrown after a wait
int(1)
