--TEST--
each call lets the others run
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay, suspend};

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
$d = socket_create(AF_INET, SOCK_DGRAM, SOL_UDP);
socket_bind($d, "127.0.0.1", 0);
socket_getsockname($d, $host, $port);
$listener = listener();
socket_getsockname($listener, $tcp_host, $tcp_port);
$calls = [
    'accept' => [fn () => socket_accept($listener) instanceof Socket, function () use ($tcp_host, $tcp_port) {
        return stream_socket_client("tcp://$tcp_host:$tcp_port");
    }],
    'read' => [fn () => socket_read($p[0], 10), fn () => socket_write($p[1], "r")],
    'recv' => [fn () => [socket_recv($p[0], $b, 10, 0), $b], fn () => socket_write($p[1], "v")],
    'recvfrom' => [fn () => [socket_recvfrom($d, $b, 10, 0, $h, $q), $b, $h],
        fn () => socket_sendto($d, "f", 1, 0, $host, $port)],
    'recvmsg' => [function () use ($p) {
        $message = ["buffer_size" => 10, "controllen" => 64];
        return [socket_recvmsg($p[0], $message), $message["iov"][0]];
    }, fn () => socket_write($p[1], "m")],
];
foreach ($calls as $name => [$call, $event]) {
    $c = spawn($call);
    $held = null;
    $e = spawn(function () use ($event, &$held) { delay(2); $held = $event(); });
    echo $name, " ", json_encode(await($c)), "\n";
    await($e);
}
--EXPECT--
accept true
read "r"
recv [1,"v"]
recvfrom [1,"f","127.0.0.1"]
recvmsg [1,"m"]
