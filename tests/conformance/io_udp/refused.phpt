--TEST--
a receiver is told that nobody listens where it has sent to, and waits no longer; the others go on
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$closed = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$name = stream_socket_get_name($closed, false);
fclose($closed);

$client = stream_socket_client("udp://$name", $number, $text);
$receiver = spawn(function () use ($client) {
    fwrite($client, 'anybody there?');
    $got = @stream_socket_recvfrom($client, 100);
    echo $got === false || $got === '' ? "nobody\n" : "something\n";
});
$other = spawn(function () {
    for ($i = 0; $i < 3; $i++) {
        delay(5);
    }
    return 'goes on';
});
await($receiver);
echo await($other), "\n";
?>
--EXPECT--
nobody
goes on
