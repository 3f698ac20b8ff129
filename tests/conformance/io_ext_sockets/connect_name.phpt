--TEST--
socket_connect() looks up the name of a host with the coroutine parked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$listener = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
socket_bind($listener, "127.0.0.1", 0);
socket_listen($listener, 8);
socket_getsockname($listener, $address, $port);
$log = [];
$host = "localhost";
$c = spawn(function () use (&$host, $port, &$log) {
    $s = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    $result = socket_connect($s, $host, $port);
    $log[] = "connected";
    return [$result, $host, socket_getpeername($s, $address), $address];
});
spawn(function () use (&$log) { $log[] = "other"; });
echo json_encode([await($c), $log]), "\n";
--EXPECT--
[[true,"localhost",true,"127.0.0.1"],["other","connected"]]
