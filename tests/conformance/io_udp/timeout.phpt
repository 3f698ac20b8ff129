--TEST--
a stream's time limit ends a wait for a datagram
--DESCRIPTION--
B36, S2
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
await(spawn(function () use ($server) {
    foreach ([50000, 500] as $microseconds) {
        stream_set_timeout($server, 0, $microseconds);
        $data = @stream_socket_recvfrom($server, 100);
        echo $data === false || $data === '' ? "nothing" : "data";
        echo stream_get_meta_data($server)["timed_out"] ? " timed out\n" : "\n";
    }
    stream_set_timeout($server, 10);
    $name = stream_socket_get_name($server, false);
    stream_socket_sendto(stream_socket_client("udp://$name"), "usable");
    echo stream_socket_recvfrom($server, 100), "\n";
}));
--EXPECT--
nothing timed out
nothing timed out
usable
