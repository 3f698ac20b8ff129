--TEST--
closing a Socket wakes those who are parked in it
--DESCRIPTION--
B40, B53
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

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

foreach (['read', 'line', 'recv', 'accept', 'write'] as $name) {
    socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
    $listener = listener();
    $closed = $name === 'accept' ? $listener : $p[0];
    $c = spawn(function () use ($name, $closed) {
        try {
            $result = match ($name) {
                'read' => @socket_read($closed, 10),
                'line' => @socket_read($closed, 10, PHP_NORMAL_READ),
                'recv' => @socket_recv($closed, $b, 10, 0),
                'accept' => @socket_accept($closed),
                'write' => (function () use ($closed) {
                    while ($n = @socket_write($closed, str_repeat("x", 65536))) {
                    }
                    return $n;
                })(),
            };
            return $result === false || $result === '' ? "back" : "something";
        } catch (Error $e) {
            return "back";
        }
    });
    delay(1);
    socket_close($closed);
    echo $name, " ", await($c), "\n";
}
--EXPECT--
read back
line back
recv back
accept back
write back
