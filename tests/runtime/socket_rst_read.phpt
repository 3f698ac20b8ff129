--TEST--
a reset wakes a parked reader: end of file
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await, delay};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(fn () => 1);
$c = stream_socket_client($address);
$p = stream_socket_accept($server);
$reader = spawn(function () use ($c) {
    $r = fread($c, 10);
    var_dump($r === false || $r === "", feof($c));
});
delay(1);
socket_set_option(socket_import_stream($p), SOL_SOCKET, SO_LINGER, ["l_onoff" => 1, "l_linger" => 0]);
fclose($p);
await($reader);
--EXPECT--
bool(true)
bool(true)
