--TEST--
a cancelled call throws; the Socket stays usable
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

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

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
$listener = listener();
$calls = [
    fn () => socket_read($p[0], 10),
    fn () => socket_read($p[0], 10, PHP_NORMAL_READ),
    fn () => socket_recv($p[0], $b, 10, 0),
    fn () => socket_recvfrom($p[0], $b, 10, 0, $h),
    fn () => socket_accept($listener),
    function () use ($p) {
        while (socket_write($p[1], str_repeat("x", 65536))) {
        }
    },
];
foreach ($calls as $i => $call) {
    $c = spawn($call);
    suspend();
    $c->cancel(new Async\AsyncCancellation("call $i"));
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
}
socket_write($p[0], "usable");
echo socket_read($p[1], 10), "\n";
--EXPECT--
call 0
call 1
call 2
call 3
call 4
call 5
usable
