--TEST--
two readers: what the first leaves in the buffer is the second one's
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await_all, timeout};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

$all = [spawn(fn () => fread($a, 1)), spawn(fn () => fread($a, 1))];
delay(1);
fwrite($b, "xy");
echo json_encode(await_all($all, timeout(2000))[0]), "\n";
--EXPECT--
["x","y"]
