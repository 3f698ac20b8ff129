--TEST--
a peek parks and leaves the datagram; an empty datagram is one
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$c = spawn(function () use ($server) {
    return [
        stream_socket_recvfrom($server, 100, STREAM_PEEK),
        stream_socket_recvfrom($server, 100),
        stream_socket_recvfrom($server, 100),
    ];
});
delay(3);
$client = stream_socket_client("udp://127.0.0.1:1");
$name = stream_socket_get_name($server, false);
stream_socket_sendto($client, "data", 0, $name);
delay(3);
stream_socket_sendto($client, "", 0, $name);
echo json_encode(await($c)), "\n";
--EXPECT--
["data","data",""]
