--TEST--
a writer whose peer resets is woken; the next write fails (K29)
--DESCRIPTION--
B02: an error on the descriptor must wake writers as well as readers.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

function tcp_pair(): array
{
    $server = stream_socket_server("tcp://127.0.0.1:0");
    $client = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
    return [$client, stream_socket_accept($server)];
}
[$client, $peer] = tcp_pair();
$writer = spawn(function () use ($client) {
    $first = @fwrite($client, str_repeat("x", 32 << 20));
    $second = @fwrite($client, "more");
    return [is_int($first) && $first > 0 && $first < 32 << 20, $second === false || $second === 0];
});
delay(5);
fread($peer, 8192);
fclose($peer);
echo json_encode(await($writer)), "\n";
--EXPECT--
[true,true]
