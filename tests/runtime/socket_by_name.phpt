--TEST--
a host name is tried address by address
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(function () use ($server) { fwrite(stream_socket_accept($server, 5), "here"); });
$c = stream_socket_client(str_replace("127.0.0.1", "localhost", $address), $errno, $error, 5);
var_dump(fread($c, 10));
--EXPECT--
string(4) "here"
