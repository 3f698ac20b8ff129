--TEST--
extra: bytes after the payload, of a kind that no payload has
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

foreach ([[], ['fin' => 30], ['rst' => 256, 'fin' => 20]] as $cut) {
    [[$bytes, , $end], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'extra' => 16] + $cut, 'wire_read');
    $said = wire_payload(20) . str_repeat("\xEE", 16);
    echo strlen($bytes), $bytes === substr($said, 0, strlen($bytes)) ? ' as said' : ' garbage', " $end\n",
        $peer->log()[0], "\n";
}
--EXPECT--
36 as said FIN
evil-peer P0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 extra=16 | w20 w16 close@36
30 as said FIN
evil-peer P0: payload=20B slice=0 delay=0 reset=30 hardReset=0 extra=16 | w20 w10 reset@30
20 as said FIN
evil-peer P0: payload=20B slice=0 delay=0 reset=20 hardReset=0 extra=16 | w20 reset@20
