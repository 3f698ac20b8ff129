--TEST--
closing a Socket ends the socket_select() of others on it
--DESCRIPTION--
B40, B53
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

foreach ([true, false] as $blocking) {
    socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
    if (!$blocking) {
        socket_set_nonblock($p[0]);
    }
    $c = spawn(function () use ($p) {
        $read = [$p[0]];
        $write = $except = null;
        try {
            return [@socket_select($read, $write, $except, null), $read];
        } catch (Error $e) {
            return [0, []];
        }
    });
    delay(1);
    socket_close($p[0]);
    echo json_encode(await($c)), "\n";
}
--EXPECT--
[0,[]]
[0,[]]
