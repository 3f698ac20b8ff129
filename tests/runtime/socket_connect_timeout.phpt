--TEST--
a connect that nobody answers gives up after its timeout
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};


/* A full backlog answers no more. */
$server = stream_socket_server("tcp://127.0.0.1:0", $errno, $error, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
    stream_context_create(["socket" => ["backlog" => 0]]));
$address = "tcp://" . stream_socket_get_name($server, false);
spawn(function () { delay(1); echo "other\n"; });
$start = microtime(true);
for ($i = 0; $i < 8 && ($c[] = @stream_socket_client($address, $errno, $error, 0.2)); $i++) {
}
var_dump($i < 8, $errno, $error, microtime(true) - $start < 5);
--EXPECT--
other
bool(true)
int(110)
string(20) "Connection timed out"
bool(true)
