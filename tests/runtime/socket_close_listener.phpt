--TEST--
fclose() of a listener wakes the acceptor
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

$c = spawn(fn () => @stream_socket_accept($server, 5));
suspend();
fclose($server);
var_dump(await($c));
--EXPECT--
bool(false)
