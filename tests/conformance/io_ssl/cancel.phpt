--TEST--
a cancelled handshake or read throws; the connection stays usable
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await, delay};

$silent = stream_socket_server("tcp://127.0.0.1:0");
[$client, $peer] = ssl_pair();
$server = ssl_server();
$quiet = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
$calls = [
    fn () => ssl_client($silent),
    fn () => @stream_socket_accept($server, 30),
    fn () => fread($client, 10),
];
foreach ($calls as $i => $call) {
    $c = spawn($call);
    delay(10);
    $c->cancel(new Async\AsyncCancellation("call $i"));
    try {
        await($c);
        echo "not cancelled\n";
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
}
fwrite($peer, "usable");
echo fread($client, 10), "\n";
--EXPECT--
call 0
call 1
call 2
usable
