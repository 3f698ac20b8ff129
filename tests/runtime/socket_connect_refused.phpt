--TEST--
a refused connect: false, errno and a warning
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

fclose($server);
spawn(fn () => 1);
var_dump(stream_socket_client($address, $errno, $error, 5), $errno, $error);
--EXPECTF--
%AWarning: stream_socket_client(): Unable to connect to tcp://127.0.0.1:%d (Connection refused) in %s on line %d
bool(false)
int(111)
string(18) "Connection refused"
