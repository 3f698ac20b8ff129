--TEST--
a half-closed stream still carries data the other way
--DESCRIPTION--
B63: the end of what the peer sends is not the end of the connection.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

function tcp_pair(): array
{
    $server = stream_socket_server("tcp://127.0.0.1:0");
    $client = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
    return [$client, stream_socket_accept($server)];
}
[$client, $server] = tcp_pair();
$size = 12 << 20;
$answer = spawn(function () use ($server, $size) {
    $question = stream_get_contents($server);
    return [$question, feof($server), fwrite($server, str_repeat("x", $size)) === $size, fclose($server)];
});
$ask = spawn(function () use ($client) {
    fwrite($client, "question");
    stream_socket_shutdown($client, STREAM_SHUT_WR);
    return strlen(stream_get_contents($client));
});
echo await($ask) === $size ? "all" : "part", json_encode(await($answer)), "\n";
--EXPECT--
all["question",true,true,true]
