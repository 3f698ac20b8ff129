--TEST--
a non-blocking Socket and MSG_DONTWAIT do not park
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
await(spawn(function () use ($p) {
    echo json_encode(@socket_recv($p[0], $b, 10, MSG_DONTWAIT)), "\n";
    socket_set_nonblock($p[0]);
    echo json_encode([@socket_read($p[0], 10), socket_last_error($p[0]) === SOCKET_EAGAIN]), "\n";
    socket_set_block($p[0]);
    socket_write($p[1], "x");
    echo socket_read($p[0], 10), "\n";
}));
--EXPECT--
false
[false,true]
x
