--TEST--
A client that goes away ends the peer, which keeps its outcome
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

[, $peer] = wire_play(['mode' => 'serve', 'payload' => 65535, 'slice' => 100, 'delay' => 5, 'buffer' => 4096],
    static function (Socket $socket) {
        socket_recv($socket, $piece, 1, 0);
        socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
    });
echo $peer->links[0]->ended, "\n";
var_dump($peer->links[0]->written < 65535);
--EXPECT--
gone
bool(true)
