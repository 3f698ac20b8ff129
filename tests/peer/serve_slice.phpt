--TEST--
slice and drip: each slice arrives on its own
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

[[$bytes, $sizes, $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 10, 'slice' => 4, 'delay' => 60], 'wire_read');
var_dump($bytes === wire_payload(10));
echo implode(' ', $sizes), ' ', $end, "\n", $peer->log()[0], "\n";
--EXPECT--
bool(true)
4 4 2 FIN
evil-peer P0: payload=10B slice=4 delay=60 reset=-1 hardReset=0 | (w4 d60)x2 w2 close@10
