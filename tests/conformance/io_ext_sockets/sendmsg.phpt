--TEST--
socket_sendmsg() waits for room, socket_recvmsg() for a message
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

socket_create_pair(AF_UNIX, SOCK_DGRAM, 0, $p);
$count = 2000;
$writer = spawn(function () use ($p, $count) {
    for ($i = 0; $i < $count; $i++) {
        if (socket_sendmsg($p[0], ["iov" => [str_pad("$i ", 100, "x")]], 0) !== 100) {
            return "sent $i";
        }
    }
    return "sent all";
});
$reader = spawn(function () use ($p, $count) {
    for ($i = 0; $i < $count; $i++) {
        $message = ["buffer_size" => 200, "controllen" => 64];
        if (socket_recvmsg($p[1], $message) !== 100 || (int) $message["iov"][0] !== $i) {
            return "received $i";
        }
    }
    return "received all";
});
echo await($writer), ", ", await($reader), "\n";
--EXPECT--
sent all, received all
