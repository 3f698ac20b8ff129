--TEST--
connecting to a name looks it up with the coroutine parked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all};

$server = stream_socket_server("tcp://127.0.0.1:0");
$port = substr(strrchr(stream_socket_get_name($server, false), ":"), 1);
$log = [];
await_all([
    spawn(function () use ($port, &$log, &$client) {
        $client = stream_socket_client("tcp://localhost:$port");
        $log[] = "connected";
    }),
    spawn(function () use (&$log) { $log[] = "other"; }),
]);
fwrite(stream_socket_accept($server), "hello\n");
echo json_encode([$log, fgets($client)]), "\n";
--EXPECT--
[["other","connected"],"hello\n"]
