--TEST--
closing the socket wakes its receivers
--DESCRIPTION--
B40
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all, delay};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$all = [];
for ($i = 0; $i < 2; $i++) {
    $all[] = spawn(function () use ($server) {
        $data = @stream_socket_recvfrom($server, 100);
        return $data === false || $data === '';
    });
}
delay(1);
fclose($server);
echo json_encode(await_all($all)[0]), "\n";
--EXPECT--
[true,true]
