--TEST--
the other end closes while a reader is parked (K28)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

$c = spawn(function () use ($a) { var_dump(fread($a, 10), feof($a)); });
suspend();
fclose($b);
await($c);
--EXPECT--
string(0) ""
bool(true)
