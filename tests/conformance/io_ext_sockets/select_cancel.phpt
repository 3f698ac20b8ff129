--TEST--
a cancelled socket_select() throws; the Sockets stay usable
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
$c = spawn(function () use ($p) {
    $read = [$p[0]];
    $write = $except = null;
    socket_select($read, $write, $except, null);
});
suspend();
$c->cancel(new Async\AsyncCancellation("enough"));
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
socket_write($p[1], "usable");
echo socket_read($p[0], 10), "\n";
--EXPECT--
enough
usable
