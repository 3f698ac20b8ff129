--TEST--
interpret() runs a plan given as arrays
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

$result = FuzzAsync\interpret(['buffer' => 8192, 'limit_ms' => 5000,
    'peers' => [['name' => 'P0', 'table' => ['mode' => 'serve', 'payload' => 256, 'fin' => 100, 'connections' => 1]]],
    'actors' => [
        ['name' => 'C0', 'ops' => [['download', 'P0', 8192], ['cancel', 'C1'], ['nonsense', 3]]],
        ['name' => 'C1', 'ops' => [['delay', 60000], ['suspend', 2]]],
    ],
]);
echo json_encode($result['violations']), "\n";
ksort($result['counters']);
foreach ($result['counters'] as $name => $value) {
    echo $value ? "$name $value\n" : '';
}
echo implode("\n", $result['log']), "\n";
--EXPECT--
[]
cancel_attempts_C0 1
cancelled_C1 1
delay_attempts_C1 1
delay_cancelled_C1 1
evil_peer_accept_attempts_P0 1
evil_peer_served_P0 1
io_download_attempts_C0 1
io_download_ok_C0 1
io_read_calls_C0 2
io_recv_bytes_C0 100
op_missing_nonsense 1
suspend_attempts_C1 1
suspend_ok_C1 1
evil-peer P0: payload=256B slice=0 delay=0 reset=100 hardReset=0 | w100 reset@100
client C0: peer=P0 readsize=8192 reads=2 recv=100B end=eof outcome=ok
