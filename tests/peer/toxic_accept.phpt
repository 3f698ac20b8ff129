--TEST--
accept_late, accept_close, accept_rst: what who accepts does
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

/* Connected at once, and served late. */
[[$bytes, $end, $first_ms], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'accept_late' => 150],
    'wire_read_timed');
var_dump($bytes === wire_payload(20), $first_ms >= 100);
echo $end, "\n", implode("\n", $peer->log()), "\n";

$twice = static function (Socket $socket, string $reset) {
    $first = wire_read($socket, $reset);
    [$socket, $reset] = wire_again($socket);
    return [$first, wire_read($socket, $reset)];
};
[[$first, $second], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'accept_close' => 1, 'connections' => 2],
    $twice);
echo strlen($first[0]), " $first[2], ", strlen($second[0]), " $second[2]\n", implode("\n", $peer->log()), "\n";

[$end, $peer] = wire_play(['mode' => 'consume', 'accept_rst' => 1], static function (Socket $socket, string $reset) {
    return wire_read($socket, $reset)[2];
});
echo $end, "\n", implode("\n", $peer->log()), "\n";
--EXPECT--
bool(true)
bool(true)
FIN
evil-peer P0 [accept]: accept_late=150 | d150 accepted@1
evil-peer P0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 | w20 close@20
0 FIN, 20 FIN
evil-peer P0 [accept]: accept_close=1 | accepted@2
evil-peer P0.away0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 | accept-close@0
evil-peer P0.0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 | w20 close@20
RST
evil-peer P0 [accept]: accept_rst=1 | accepted@1
evil-peer P0 [consume]: rate=8192 delay=0 reset=-1 hold=0 hardReset=0 read=0B | hard-reset@0
