--TEST--
ext/sockets takes our streams
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(fn () => 1);
$c = stream_socket_client($address);
$p = stream_socket_accept($server);
foreach ([$server, $c, $p] as $stream) {
    var_dump(socket_import_stream($stream) instanceof Socket);
}
--EXPECT--
bool(true)
bool(true)
bool(true)
