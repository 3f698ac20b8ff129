--TEST--
a reset wakes the reader and the writer of one socket
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await_all};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(fn () => 1);
$c = stream_socket_client($address);
$p = stream_socket_accept($server);
$all = [
    spawn(function () use ($c) { $r = fread($c, 10); return $r === false || $r === ""; }),
    spawn(function () use ($c) { return @fwrite($c, str_repeat("x", 16 << 20)) < 16 << 20; }),
];
delay(5);
socket_set_option(socket_import_stream($p), SOL_SOCKET, SO_LINGER, ["l_onoff" => 1, "l_linger" => 0]);
fclose($p);
echo json_encode(await_all($all)[0]), "\n";
--EXPECT--
[true,true]
