--TEST--
Steps: garbage in cycles is gone, then an exception that nobody catches ends the program with everything in flight
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

$steps = new Steps(4096);
foreach (['ch0', 's0', 'sc0'] as $cell) {
    $steps->cell($cell);
}
$steps->coroutine('C0', function () use ($steps) {
    for ($holds = 0; $holds < 3; $holds++) {
        $steps->gc('C0', $holds);
    }
    $steps->share_close('C0', 's0', 2);
    $steps->quit('C0', 1);
    $steps->gc('C0', 0);
});
$steps->coroutine('C1', function () use ($steps) {
    $steps->recv('C1', 'ch0', 1, 0);
});
$steps->coroutine('C2', function () use ($steps) {
    $steps->grow('C2', 'sc0', 2, 8);
    $steps->share_read('C2', 's0', 1, 1);
});
$steps->run(2000);
echo $steps->report(), "\n";
$counters = $steps->counters();
foreach (['gc_ok_C0', 'quit_C0', 'recv_cancelled_C1', 'share_read_cancelled_C2'] as $counter) {
    echo "$counter ", $counters[$counter] ?? 'none', "\n";
}
?>
--EXPECT--
DONE
gc_ok_C0 3
quit_C0 1
recv_cancelled_C1 1
share_read_cancelled_C2 1
