--TEST--
A serving peer writes the payload and closes with FIN
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

[[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 300], 'wire_read');
var_dump($bytes === wire_payload(300));
echo $end, "\n", $peer->links[0]->ended, ' ', $peer->links[0]->written, "\n";
echo $peer->log()[0], "\n";
--EXPECT--
bool(true)
FIN
close 300
evil-peer P0: payload=300B slice=0 delay=0 reset=-1 hardReset=0 | w300 close@300
