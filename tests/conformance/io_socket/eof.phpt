--TEST--
the peer closes under a parked reader (K28)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$c = spawn(fn () => [fread($a, 10), feof($a)]);
suspend();
fclose($b);
echo json_encode(await($c)), "\n";
--EXPECT--
["",true]
