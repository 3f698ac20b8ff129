--TEST--
Steps: downloads and uploads that end well
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

$steps = new Steps(buffer: 8192);
$P0 = $steps->peer('P0', ['mode' => 'serve', 'payload' => 65535, 'slice' => 1000, 'connections' => 2]);
$P1 = $steps->peer('P1', ['mode' => 'consume', 'read' => 3000, 'connections' => 2]);
$steps->coroutine('C0', function () use ($steps, $P0, $P1) {
    $steps->download('C0', $P0, 8192);
    $steps->upload('C0', $P1, 65536, 4096);
});
$steps->coroutine('C1', function () use ($steps, $P0, $P1) {
    $steps->upload('C1', $P1, 1000, 1);
    $steps->suspend('C1', 3);
    $steps->delay('C1', 2);
    $steps->download('C1', $P0, 1);
});
$steps->run(20000);
echo $steps->report(), "\n";
$counters = $steps->counters();
foreach (['io_download_ok_C0', 'io_recv_bytes_C0', 'io_upload_ok_C0', 'io_sent_bytes_C0', 'io_write_calls_C0',
    'io_upload_ok_C1', 'io_sent_bytes_C1', 'suspend_ok_C1', 'delay_ok_C1', 'io_download_ok_C1', 'io_recv_bytes_C1',
    'evil_peer_accept_attempts_P0', 'evil_peer_served_P0', 'evil_peer_read_bytes_P1'] as $name) {
    echo $name, ' ', $counters[$name], "\n";
}
echo $steps->log()[4] ?? '', "\n";
var_dump(isset($counters['buffers_failed']));
--EXPECTF--
DONE
io_download_ok_C0 1
io_recv_bytes_C0 65535
io_upload_ok_C0 1
io_sent_bytes_C0 65536
io_write_calls_C0 16
io_upload_ok_C1 1
io_sent_bytes_C1 1000
suspend_ok_C1 1
delay_ok_C1 1
io_download_ok_C1 1
io_recv_bytes_C1 65535
evil_peer_accept_attempts_P0 2
evil_peer_served_P0 2
evil_peer_read_bytes_P1 66536
client C0: peer=P0 readsize=8192 reads=%d recv=65535B end=eof outcome=ok
bool(false)
