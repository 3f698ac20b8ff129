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
foreach ([['fin' => 100], ['rst' => 100], ['rst' => 256], ['fin' => 256], ['slice' => 3, 'delay' => 1]] as $table) {
    echo json_encode($table), ' ', outcome(['mode' => 'serve', 'payload' => 256] + $table, 'download'), "\n";
}
foreach ([['rst' => 100], ['fin' => 0], ['never_read' => 30], ['stop_read' => 5000, 'stop_read_hold_ms' => 20],
    ['slow_read' => 500, 'slow_read_ms' => 1], ['read' => 1]] as $table) {
    echo json_encode($table), ' ', outcome(['mode' => 'consume'] + $table, 'upload'), "\n";
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
