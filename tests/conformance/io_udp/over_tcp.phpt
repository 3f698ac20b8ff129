--TEST--
sendto and recvfrom on a connected stream
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$server = stream_socket_server("tcp://127.0.0.1:0");
$accept = spawn(fn () => stream_socket_accept($server));
$client = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
$peer = await($accept);
$size = 16 << 20;
$sender = spawn(fn () => stream_socket_sendto($client, str_repeat("x", $size)));
$receiver = spawn(function () use ($peer, $size) {
    for ($got = 0; $got < $size; $got += strlen($data)) {
        $data = stream_socket_recvfrom($peer, 1 << 20);
    }
    return $got;
});
echo await($sender) === $size ? "sent" : "short", await($receiver) === $size ? " received" : " lost", "\n";
--EXPECT--
sent received
