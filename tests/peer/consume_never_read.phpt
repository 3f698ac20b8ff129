--TEST--
never_read: the writer blocks at the small buffers, then the close is a reset
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

[[$sent, $blocked, $end], $peer] = wire_play(['mode' => 'consume', 'never_read' => 500, 'buffer' => 4096],
    static function (Socket $socket) {
        socket_set_option($socket, SOL_SOCKET, SO_SNDBUF, 4096);
        socket_set_option($socket, SOL_SOCKET, SO_SNDTIMEO, ['sec' => 0, 'usec' => 100000]);
        [$sent, $blocked] = wire_write($socket, 1000000);
        return [$sent, $blocked, wire_read($socket)[2]];
    });
var_dump($sent < 50000);
echo $blocked, ' ', $end, "\n", $peer->log()[0], "\n";

/* Nothing unread: the close is a FIN. */
[$end, $peer] = wire_play(['mode' => 'consume', 'never_read' => 1], static function (Socket $socket) {
    return wire_read($socket)[2];
});
echo $end, "\n";
--EXPECT--
bool(true)
BLOCKED RST
evil-peer P0 [consume]: rate=8192 delay=0 reset=-1 hold=500 hardReset=0 read=0B | h500 noread close(unread)
FIN
