--TEST--
shutting a stream down wakes its reader
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$reader = spawn(fn () => [fread($a, 10), feof($a)]);
suspend();
stream_socket_shutdown($a, STREAM_SHUT_RDWR);
echo json_encode(await($reader)), "\n";
--EXPECT--
["",true]
