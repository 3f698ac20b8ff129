--TEST--
Steps: what a toxic does to a client is no violation
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

function outcome(array $table, string $op): string
{
    $steps = new Steps(8192);
    $P0 = $steps->peer('P0', $table);
    $steps->coroutine('C0', function () use ($steps, $P0, $op) {
        $op === 'download' ? $steps->download('C0', $P0, 8192) : $steps->upload('C0', $P0, 65536, 65536);
    });
    $steps->run(20000);
    if ($steps->report() !== 'DONE') {
        return $steps->report();
    }
    $counters = $steps->counters();
    foreach (['ok', 'failed', 'cancelled', 'connect_failed'] as $outcome) {
        if (isset($counters["io_{$op}_{$outcome}_C0"])) {
            return "$op $outcome";
        }
    }
    return 'none';
}
/* With how it ended, where PHP says so for sure: a reset may look like an end to a reader. */
function ended(array $table, string $op): string
{
    $steps = new Steps(8192);
    $P0 = $steps->peer('P0', $table + ['connections' => 1]);
    $steps->coroutine('C0', function () use ($steps, $P0, $op) {
        $op === 'download' ? $steps->download('C0', $P0, 100) : $steps->upload('C0', $P0, 3000, 1000);
    });
    $steps->run(20000);
    $report = $steps->report();
    return $report !== 'DONE' ? $report : strstr($steps->log()[count($steps->log()) - 1], $op === 'download' ? 'recv' : 'sent');
}
foreach ([['fin' => 100], ['rst' => 100], ['rst' => 256], ['fin' => 256], ['slice' => 3, 'delay' => 1]] as $table) {
    echo json_encode($table), ' ', outcome(['mode' => 'serve', 'payload' => 256] + $table, 'download'), "\n";
}
foreach ([['rst' => 100], ['fin' => 0], ['never_read' => 30], ['stop_read' => 5000, 'stop_read_hold_ms' => 20],
    ['slow_read' => 500, 'slow_read_ms' => 1], ['read' => 1]] as $table) {
    echo json_encode($table), ' ', outcome(['mode' => 'consume'] + $table, 'upload'), "\n";
}
foreach ([['latency' => 30], ['stall' => 100, 'stall_ms' => 30], ['half_close' => 100], ['half_close' => 9999],
    ['slow_close' => 30], ['extra' => 16], ['small_buffer' => 4096], ['accept_late' => 30], ['accept_close' => 1],
    ['refuse' => 0], ['refuse' => 1]] as $table) {
    echo json_encode($table), ' ', ended(['mode' => 'serve', 'payload' => 256] + $table, 'download'), "\n";
}
foreach ([['latency' => 30], ['stall' => 100, 'stall_ms' => 30], ['half_close' => 100], ['slow_close' => 30],
    ['early' => 16], ['small_buffer' => 4096], ['accept_late' => 500], ['refuse' => 0]] as $table) {
    echo json_encode($table), ' ', ended(['mode' => 'consume'] + $table, 'upload'), "\n";
}
--EXPECT--
{"fin":100} download ok
{"rst":100} download ok
{"rst":256} download ok
{"fin":256} download ok
{"slice":3,"delay":1} download ok
{"rst":100} upload failed
{"fin":0} upload failed
{"never_read":30} upload failed
{"stop_read":5000,"stop_read_hold_ms":20} upload failed
{"slow_read":500,"slow_read_ms":1} upload ok
{"read":1} upload ok
{"latency":30} recv=256B end=eof outcome=ok
{"stall":100,"stall_ms":30} recv=256B end=eof outcome=ok
{"half_close":100} recv=100B end=eof outcome=ok
{"half_close":9999} recv=256B end=eof outcome=ok
{"slow_close":30} recv=256B end=eof outcome=ok
{"extra":16} recv=272B end=eof outcome=ok
{"small_buffer":4096} recv=256B end=eof outcome=ok
{"accept_late":30} recv=256B end=eof outcome=ok
{"accept_close":1} recv=0B end=eof outcome=ok
{"refuse":0} recv=0B outcome=connect_failed
{"refuse":1} recv=256B end=eof outcome=ok
{"latency":30} sent=3000B end=all outcome=ok
{"stall":100,"stall_ms":30} sent=3000B end=all outcome=ok
{"half_close":100} sent=3000B end=all outcome=ok
{"slow_close":30} sent=3000B end=all outcome=ok
{"early":16} sent=3000B end=all outcome=ok
{"small_buffer":4096} sent=3000B end=all outcome=ok
{"accept_late":500} sent=3000B end=all outcome=ok
{"refuse":0} sent=0B outcome=connect_failed
