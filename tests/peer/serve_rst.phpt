--TEST--
rst resets the connection: a blocking reader gets ECONNRESET
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

[[$bytes, , $end], $peer] = wire_play(
    ['mode' => 'serve', 'payload' => 256, 'slice' => 50, 'delay' => 40, 'rst' => 100, 'fin' => 200], 'wire_read');
var_dump(strlen($bytes) <= 100 && $bytes === wire_payload(strlen($bytes)));
echo $end, "\n", $peer->log()[0], "\n";

/* fin comes first. */
[[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 256, 'rst' => 100, 'fin' => 99], 'wire_read');
echo strlen($bytes), ' ', $end, ' ', $peer->links[0]->ended, "\n";

[[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 256, 'rst' => 0], 'wire_read');
echo strlen($bytes), ' ', $end, ' ', $peer->links[0]->ended, "\n";
--EXPECT--
bool(true)
RST
evil-peer P0: payload=256B slice=50 delay=40 reset=100 hardReset=1 | w50 d40 w50 hard-reset@100
99 FIN fin
0 RST rst
