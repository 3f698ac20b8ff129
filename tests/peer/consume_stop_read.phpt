--TEST--
stop_read: reads n bytes, holds, closes with input unread
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

[[$sent, $error, $end], $peer] = wire_play(
    ['mode' => 'consume', 'read' => 1000, 'stop_read' => 2500, 'stop_read_hold_ms' => 300],
    static function (Socket $socket) {
        $start = hrtime(true);
        $result = wire_write($socket, 5000);
        $result[] = wire_read($socket)[2] . ((hrtime(true) - $start) / 1e6 > 250 ? ' held' : ' at once');
        return $result;
    });
echo "$sent $error $end\n", $peer->log()[0], "\n";
--EXPECT--
5000 all RST held
evil-peer P0 [consume]: rate=1000 delay=0 reset=2500 hold=300 hardReset=0 read=2500B | r1000x2 r500 h300 stop@2500 close(unread)
