--TEST--
a reset with input left unread, and a close with input left: both reset the client
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

foreach ([['rst' => 100], ['stop_read' => 100, 'stop_read_hold_ms' => 20]] as $table) {
    [$end, $peer] = wire_play(['mode' => 'consume', 'read' => 50] + $table, static function (Socket $socket) {
        wire_write($socket, 1000);
        return wire_read($socket)[2];
    });
    echo $end, ' ', $peer->log()[0], "\n";
}
/* A write after the reset: the first says so, the next is a broken pipe. */
[[$first, $second], ] = wire_play(['mode' => 'consume', 'rst' => 100], static function (Socket $socket) {
    wire_write($socket, 100);
    for ($i = 0; $i < 5000 && ($first = wire_write($socket, 1)[1]) === 'all'; $i++) {
        usleep(1000);
    }
    return [$first, wire_write($socket, 1)[1]];
});
echo "$first, $second\n";
--EXPECT--
RST evil-peer P0 [consume]: rate=50 delay=0 reset=100 hold=0 hardReset=1 read=100B | r50x2 hard-reset@100
RST evil-peer P0 [consume]: rate=50 delay=0 reset=100 hold=20 hardReset=0 read=100B | r50x2 h20 stop@100 close(unread)
RST, EPIPE
