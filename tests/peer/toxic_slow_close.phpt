--TEST--
slow_close: everything is there, and the end comes late
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

foreach ([[], ['rst' => 20], ['fin' => 10]] as $cut) {
    [[$bytes, $end, , $end_ms], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'slow_close' => 150] + $cut,
        'wire_read_timed');
    var_dump($end_ms >= 140);
    echo strlen($bytes), " $end\n", $peer->log()[0], "\n";
}
--EXPECT--
bool(true)
20 FIN
evil-peer P0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 slow_close=150 | w20 l150 close@20
bool(true)
20 RST
evil-peer P0: payload=20B slice=0 delay=0 reset=20 hardReset=1 slow_close=150 | w20 l150 hard-reset@20
bool(true)
10 FIN
evil-peer P0: payload=20B slice=0 delay=0 reset=10 hardReset=0 slow_close=150 | w10 l150 reset@10
