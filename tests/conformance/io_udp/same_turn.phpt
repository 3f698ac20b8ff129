--TEST--
a cancellation that comes with the datagram wins; the datagram stays
--DESCRIPTION--
B45, S6
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$client = stream_socket_client("udp://" . stream_socket_get_name($server, false));
$receiver = spawn(fn () => stream_socket_recvfrom($server, 100));
suspend();
fwrite($client, "kept");
$receiver->cancel();
try {
    await($receiver);
} catch (Async\AsyncCancellation $e) {
    echo "cancelled\n";
}
echo stream_socket_recvfrom($server, 100), "\n";
--EXPECT--
cancelled
kept
