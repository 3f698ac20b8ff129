--TEST--
a server and a client
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
$server = spawn(function () use ($listener) {
    $peer = socket_accept($listener);
    while (($line = socket_read($peer, 100)) !== '') {
        socket_write($peer, strtoupper($line));
    }
    socket_close($peer);
    return "server ends";
});
$client = spawn(function () use ($listener) {
    $s = connected($listener);
    foreach (["one", "two"] as $word) {
        socket_send($s, $word, 3, 0);
        socket_recv($s, $answer, 100, 0);
        echo $answer, "\n";
    }
    socket_shutdown($s, 1);
    return json_encode(socket_read($s, 10));
});
echo await($client), "\n", await($server), "\n";
--EXPECT--
ONE
TWO
""
server ends
