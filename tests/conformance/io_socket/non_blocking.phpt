--TEST--
a non-blocking stream does not park, but accepting on a non-blocking listener does
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$server = stream_socket_server("tcp://127.0.0.1:0");
stream_set_blocking($a, false);
stream_set_blocking($server, false);
$other = false;
$c = spawn(function () use ($a, $server, &$other) {
    $data = @fread($a, 10);
    echo json_encode([$data === false || $data === '', $other]), "\n";
    return is_resource(stream_socket_accept($server, 10));
});
spawn(function () use (&$other) { $other = true; });
delay(3);
$client = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
echo json_encode(await($c)), "\n";
--EXPECT--
[true,false]
true
