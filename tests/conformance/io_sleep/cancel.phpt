--TEST--
a cancelled sleep throws at once
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$sleeps = [
    'sleep' => fn () => sleep(100),
    'usleep' => fn () => usleep(100000000),
    'time_nanosleep' => fn () => time_nanosleep(100, 1),
    'time_sleep_until' => fn () => time_sleep_until(microtime(true) + 100),
];
foreach ($sleeps as $name => $sleep) {
    $c = spawn($sleep);
    suspend();
    $c->cancel(new Async\AsyncCancellation("enough of $name"));
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
}
--EXPECT--
enough of sleep
enough of usleep
enough of time_nanosleep
enough of time_sleep_until
