--TEST--
small_buffer: little is under way to a peer that does not read
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

[[$sent, $blocked], $peer] = wire_play(['mode' => 'consume', 'never_read' => 500, 'small_buffer' => 4096],
    static function (Socket $socket) {
        socket_set_option($socket, SOL_SOCKET, SO_SNDBUF, 4096);
        socket_set_option($socket, SOL_SOCKET, SO_SNDTIMEO, ['sec' => 0, 'usec' => 100000]);
        return wire_write($socket, 1000000);
    });
var_dump($sent < 50000);
echo $blocked, "\n", $peer->log()[0], "\n";
--EXPECT--
bool(true)
BLOCKED
evil-peer P0 [consume]: rate=8192 delay=0 reset=-1 hold=500 hardReset=0 read=0B small_buffer=4096 | h500 noread close(unread)
