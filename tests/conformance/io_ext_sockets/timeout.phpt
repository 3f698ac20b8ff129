--TEST--
SO_RCVTIMEO and SO_SNDTIMEO limit the wait
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
socket_set_option($p[0], SOL_SOCKET, SO_RCVTIMEO, ["sec" => 0, "usec" => 20000]);
socket_set_option($p[0], SOL_SOCKET, SO_SNDTIMEO, ["sec" => 0, "usec" => 20000]);
$other = 0;
spawn(function () use (&$other) { delay(2); $other++; });
await(spawn(function () use ($p, &$other) {
    echo json_encode([@socket_read($p[0], 10), socket_last_error($p[0]) === SOCKET_EAGAIN, $other]), "\n";
    while (($n = @socket_write($p[0], str_repeat("x", 65536))) > 0) {
    }
    echo json_encode([$n, socket_last_error($p[0]) === SOCKET_EAGAIN]), "\n";
}));
--EXPECT--
[false,true,1]
[false,true]
