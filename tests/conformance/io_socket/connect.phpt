--TEST--
connecting: refused, and cancelled
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);
$c = spawn(fn () => @stream_socket_client($address));
$c->cancel();
$d = spawn(fn () => stream_socket_client($address));
echo is_resource(await($d)) ? "connected\n" : "not connected\n";
fclose($server);
await(spawn(function () use ($address) {
    $r = @stream_socket_client($address, $number, $text, 5);
    echo json_encode([$r, $number === 111]), "\n";
}));
--EXPECT--
connected
[false,true]
