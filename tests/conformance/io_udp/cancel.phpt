--TEST--
a cancelled receiver takes no datagram
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$client = stream_socket_client("udp://" . stream_socket_get_name($server, false));
$receivers = [];
for ($i = 0; $i < 3; $i++) {
    $receivers[] = spawn(fn () => stream_socket_recvfrom($server, 100));
}
suspend();
$receivers[1]->cancel();
fwrite($client, "a");
fwrite($client, "b");
$got = [];
foreach ($receivers as $receiver) {
    try {
        $got[] = await($receiver);
    } catch (Async\AsyncCancellation $e) {
        echo "cancelled\n";
    }
}
sort($got);
echo json_encode($got), "\n";
--EXPECT--
cancelled
["a","b"]
