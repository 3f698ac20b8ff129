--TEST--
connect, accept, read and write park the coroutine
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(function () use ($server) {
    $c = stream_socket_accept($server, 5, $peer);
    var_dump(strlen($peer) > 0, stream_get_meta_data($c)["stream_type"], get_resource_type($c));
    while (!feof($c)) {
        fwrite($c, strtoupper(fgets($c)));
    }
    fclose($c);
});
$c = stream_socket_client($address, $errno, $error, 5);
foreach (["one", "two"] as $word) {
    fwrite($c, $word . "\n");
    echo fgets($c);
}
stream_socket_shutdown($c, STREAM_SHUT_WR);
var_dump(fread($c, 10), feof($c), fclose($c));
--EXPECTF--
bool(true)
string(%d) "tcp_socket%S"
string(6) "stream"
ONE
TWO
string(0) ""
bool(true)
bool(true)
