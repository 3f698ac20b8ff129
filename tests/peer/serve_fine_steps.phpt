--TEST--
The fine-grained part is the first 256 steps
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

[[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 10000, 'slice' => 1], 'wire_read');
var_dump($bytes === wire_payload(10000));
echo $end, "\n", $peer->log()[0], "\n";
--EXPECT--
bool(true)
FIN
evil-peer P0: payload=10000B slice=1 delay=0 reset=-1 hardReset=0 | w1x256 w8192 w1552 close@10000
