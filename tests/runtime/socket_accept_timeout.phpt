--TEST--
accept gives up after its timeout while others run (K33)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(function () { delay(10); echo "other\n"; });
var_dump(stream_socket_accept($server, 1));
var_dump(@stream_socket_accept($server, 0));
--EXPECTF--
other

Warning: stream_socket_accept(): Accept failed: Connection timed out in %s on line %d
bool(false)
bool(false)
