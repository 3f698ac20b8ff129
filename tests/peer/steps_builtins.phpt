--TEST--
Steps: a sleep, a lookup, a Fiber and ext/sockets are ops, side by side, and end when they are cancelled
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
if (gethostbyname('localhost') === 'localhost') die('skip this machine has no localhost');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

$steps = new Steps();
foreach (['C0', 'C1'] as $who) {
    $steps->coroutine($who, function () use ($steps, $who) {
        for ($call = 0; $call < 4; $call++) {
            $steps->builtin($who, $call);
        }
    });
}
/* Cancelled in one of them, whichever it is then in. */
$steps->cell('ch0');
$steps->coroutine('C2', function () use ($steps) {
    $steps->send('C2', 'ch0', 1, 0);
    for ($call = 2; $call >= 0; $call--) {
        $steps->builtin('C2', $call);
    }
});
$steps->coroutine('C3', function () use ($steps) {
    /* It has begun. */
    $steps->recv('C3', 'ch0', 1, 0);
    $steps->cancel('C3', 'C2');
});
$steps->run(5000);
echo $steps->report(), "\n";
$counters = $steps->counters();
foreach (['builtin_ok_C0', 'builtin_ok_C1', 'builtin_attempts_C2', 'cancelled_C2'] as $counter) {
    echo $counter, ' ', $counters[$counter] ?? 'none', "\n";
}
--EXPECT--
DONE
builtin_ok_C0 4
builtin_ok_C1 4
builtin_attempts_C2 3
cancelled_C2 1
