--TEST--
a refused connection returns false, and says why
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

function listener(): Socket
{
    $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    socket_bind($s, "127.0.0.1", 0);
    socket_listen($s, 8);
    return $s;
}

function connected(Socket $listener): Socket
{
    socket_getsockname($listener, $host, $port);
    $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    if (!@socket_connect($s, $host, $port)) {
        throw new Exception("not connected");
    }
    return $s;
}

$listener = listener();
socket_getsockname($listener, $host, $port);
socket_close($listener);
await(spawn(function () use ($host, $port) {
    $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    echo json_encode([@socket_connect($s, $host, $port), socket_last_error($s) === SOCKET_ECONNREFUSED]), "\n";
}));
--EXPECT--
[false,true]
