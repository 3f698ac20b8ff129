--TEST--
a reset wakes a parked writer: partial count, then failure (K29)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

$peer = spawn(function () use ($server) {
    $p = stream_socket_accept($server, 5);
    fread($p, 8192);
    fclose($p);
});
$c = stream_socket_client($address);
$n = @fwrite($c, str_repeat("x", 16 << 20));
var_dump($n > 0 && $n < 16 << 20);
$n = @fwrite($c, "more");
var_dump($n === false || $n === 0);
await($peer);
--EXPECT--
bool(true)
bool(true)
