--TEST--
before the first spawn a socket is a stock socket
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

fwrite($b, "x");
var_dump(fread($a, 10));
$c = spawn(function () use ($a) { var_dump(fread($a, 10)); });
suspend();
fwrite($b, "y");
--EXPECT--
string(1) "x"
string(1) "y"
