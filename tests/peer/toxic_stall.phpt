--TEST--
stall: a pause after so many bytes, once
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

$stall = ['stall' => 100, 'stall_ms' => 200];
[[$bytes, $end, , $end_ms], $peer] = wire_play(['mode' => 'serve', 'payload' => 256] + $stall, 'wire_read_timed');
var_dump($bytes === wire_payload(256), $end_ms >= 190);
echo $end, "\n", $peer->log()[0], "\n";

[[$sent, $end, $end_ms], $peer] = wire_play(['mode' => 'consume', 'fin' => 150] + $stall,
    static function (Socket $socket) {
        [$sent] = wire_write($socket, 150);
        [, $end, , $end_ms] = wire_read_timed($socket);
        return [$sent, $end, $end_ms];
    });
var_dump($end_ms >= 190);
echo "$sent $end\n", $peer->log()[0], "\n";
--EXPECT--
bool(true)
bool(true)
FIN
evil-peer P0: payload=256B slice=0 delay=0 reset=-1 hardReset=0 stall=100 stall_ms=200 | w100 p200 w156 close@256
bool(true)
150 FIN
evil-peer P0 [consume]: rate=8192 delay=0 reset=150 hold=0 hardReset=0 read=150B stall=100 stall_ms=200 | r100 p200 r50 reset@150
