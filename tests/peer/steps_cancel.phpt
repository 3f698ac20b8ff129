--TEST--
Steps: a cancelled op goes into its bucket and the body goes on
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

$steps = new Steps(8192);
$P0 = $steps->peer('P0', ['mode' => 'consume', 'never_read' => 100, 'connections' => 1]);
$P1 = $steps->peer('P1', ['mode' => 'serve', 'payload' => 100, 'slice' => 1, 'delay' => 2]);
$steps->coroutine('C0', function () use ($steps, $P0, $P1) {
    $steps->upload('C0', $P0, 65536, 4096);
    $steps->download('C0', $P1, 8192);
    $steps->delay('C0', 60000);
    $steps->suspend('C0', 2);
});
$steps->coroutine('C1', function () use ($steps) {
    for ($i = 0; $i < 3; $i++) {
        $steps->delay('C1', 20);
        $steps->cancel('C1', 'C0');
    }
    $steps->cancel('C1', 'C2');
    $steps->cancel('C1', 'C9');
});
$steps->coroutine('C2', function () {
});
$steps->coroutine('C3', function () use ($steps) {
    $steps->cancel('C3', 'C4');
    $steps->cancel('C3', 'C3');
});
$steps->coroutine('C4', function () use ($steps) {
    $steps->suspend('C4', 1);
});
$start = hrtime(true);
$steps->run(20000);
echo $steps->report(), "\n";
$counters = $steps->counters();
ksort($counters);
foreach ($counters as $name => $value) {
    if (preg_match('/cancel|C4|_ok_C0|attempts_C0/', $name) && !str_starts_with($name, 'evil')) {
        echo "$name $value\n";
    }
}
var_dump((hrtime(true) - $start) / 1e6 < 10000);
--EXPECT--
DONE
cancel_attempts_C1 5
cancel_attempts_C3 2
cancel_target_missing_C1 1
cancelled_C0 3
cancelled_C2 1
cancelled_C3 1
cancelled_C4 1
delay_attempts_C0 1
delay_cancelled_C0 1
io_download_attempts_C0 1
io_download_cancelled_C0 1
io_upload_attempts_C0 1
io_upload_cancelled_C0 1
suspend_attempts_C0 1
suspend_ok_C0 1
bool(true)
