--TEST--
a stream and the Socket imported from it wait for one descriptor
--DESCRIPTION--
B11
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all, suspend, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$s = socket_import_stream($a);
$all = [spawn(fn () => socket_read($s, 1)), spawn(fn () => fread($a, 1)), spawn(fn () => socket_read($s, 1))];
suspend();
foreach (["x", "y", "z"] as $byte) {
    fwrite($b, $byte);
    delay(2);
}
$got = await_all($all)[0];
sort($got);
echo json_encode($got), "\n";
--EXPECT--
["x","y","z"]
