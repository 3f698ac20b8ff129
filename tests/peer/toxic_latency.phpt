--TEST--
latency: the first byte comes late, and so does the first read
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

[[$bytes, $end, $first_ms], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'latency' => 150], 'wire_read_timed');
var_dump($bytes === wire_payload(20), $first_ms >= 140);
echo $end, "\n", $peer->log()[0], "\n";

[[, $end, , $end_ms], $peer] = wire_play(['mode' => 'consume', 'latency' => 150, 'fin' => 0], 'wire_read_timed');
var_dump($end_ms >= 140);
echo $end, "\n", $peer->log()[0], "\n";
--EXPECT--
bool(true)
bool(true)
FIN
evil-peer P0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 latency=150 | d150 w20 close@20
bool(true)
FIN
evil-peer P0 [consume]: rate=8192 delay=0 reset=0 hold=0 hardReset=0 read=0B latency=150 | d150 reset@0
