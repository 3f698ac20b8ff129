--TEST--
several coroutines accept on one listener
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await_all};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

$accepted = 0;
for ($i = 0; $i < 3; $i++) {
    $all[] = spawn(function () use ($server, &$accepted) { $accepted += is_resource(@stream_socket_accept($server, 2)); });
}
delay(1);
$clients = [stream_socket_client($address), stream_socket_client($address)];
await_all($all);
var_dump($accepted);
--EXPECT--
int(2)
