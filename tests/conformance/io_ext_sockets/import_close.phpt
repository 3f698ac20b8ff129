--TEST--
closing a Socket that shares its descriptor with a stream wakes the stream's readers
--DESCRIPTION--
B53: one descriptor, two owners.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$s = socket_import_stream($a);
$reader = spawn(fn () => @fread($a, 10));
$other = spawn(fn () => @socket_read($s, 10));
delay(1);
socket_close($s);
$back = fn ($result) => $result === false || $result === '';
echo json_encode([$back(await($reader)), $back(await($other))]), "\n";
--EXPECT--
[true,true]
