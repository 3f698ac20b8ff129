--TEST--
fin cuts the payload with a clean EOF
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

[[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 256, 'slice' => 8, 'fin' => 100], 'wire_read');
var_dump($bytes === wire_payload(100));
echo $end, "\n", $peer->log()[0], "\n";

/* Behind the payload it never comes to it. */
[[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'fin' => 21], 'wire_read');
echo strlen($bytes), ' ', $end, ' ', $peer->links[0]->ended, "\n";
--EXPECT--
bool(true)
FIN
evil-peer P0: payload=256B slice=8 delay=0 reset=100 hardReset=0 | w8x12 w4 reset@100
20 FIN close
