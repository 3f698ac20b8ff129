--TEST--
datagrams between coroutines
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$echo = spawn(function () use ($server) {
    for ($i = 0; $i < 3; $i++) {
        $data = stream_socket_recvfrom($server, 100, 0, $from);
        stream_socket_sendto($server, "<$data>", 0, $from);
    }
});
$client = stream_socket_client("udp://" . stream_socket_get_name($server, false));
$c = spawn(function () use ($client) {
    $got = [];
    foreach (["one", "two", "three"] as $data) {
        delay(1);
        fwrite($client, $data);
        $got[] = fread($client, 100);
    }
    return $got;
});
echo json_encode(await($c)), "\n";
await($echo);
--EXPECT--
["<one>","<two>","<three>"]
