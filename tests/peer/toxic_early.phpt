--TEST--
early: a peer that consumes speaks first
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

[[$early, $sent], $peer] = wire_play(['mode' => 'consume', 'early' => 100], static function (Socket $socket) {
    socket_recv($socket, $early, 100, MSG_WAITALL);
    return [$early, wire_write($socket, 30)[0]];
});
var_dump($early === wire_payload(100));
echo $sent, "\n", $peer->log()[0], "\n";

/* Left unread, it makes the client's close a reset: the peer's read is an error, or an end. */
[, $peer] = wire_play(['mode' => 'consume', 'early' => 100, 'read' => 10, 'slow_read' => 10, 'slow_read_ms' => 20],
    static function (Socket $socket) {
        usleep(50000);
        return wire_write($socket, 30);
    });
var_dump($peer->links[0]->written, $peer->links[0]->read <= 30, in_array($peer->links[0]->ended, ['error', 'eof'], true));
--EXPECT--
bool(true)
30
evil-peer P0 [consume]: rate=8192 delay=0 reset=-1 hold=0 hardReset=0 read=30B early=100 | w100 r30 eof@30
int(100)
bool(true)
bool(true)
