--TEST--
A peer accepts as many connections as it was told; the next one is left in the queue
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

use FuzzAsync\EvilPeer;

$peer = new EvilPeer('P0', ['mode' => 'serve', 'payload' => 5, 'connections' => 2]);
$peer->listen();
$wait = wire_fork(static function () use ($peer) {
    $ends = [];
    for ($i = 0; $i < 3; $i++) {
        $stream = stream_socket_client($peer->address);
        stream_set_timeout($stream, 0, 200000);
        $ends[] = fread($stream, 100) === wire_payload(5) ? 'served' : 'silence';
        $streams[] = $stream;
    }
    return $ends;
});
wire_run($peer);
echo implode(' ', $wait()), "\n";
print_r(array_filter($peer->counters()));
echo implode("\n", $peer->log()), "\n";
--EXPECT--
served served silence
Array
(
    [evil_peer_accept_attempts_P0] => 2
    [evil_peer_served_P0] => 2
)
evil-peer P0.0: payload=5B slice=0 delay=0 reset=-1 hardReset=0 | w5 close@5
evil-peer P0.1: payload=5B slice=0 delay=0 reset=-1 hardReset=0 | w5 close@5
