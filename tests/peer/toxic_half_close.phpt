--TEST--
half_close: a FIN from a peer that goes on reading
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

/* What is written after the FIN still arrives, where a closed peer would answer it with a reset. */
$answer = static function (Socket $socket) {
    [$bytes, , $end] = wire_read($socket);
    usleep(20000);
    return [$bytes, $end, wire_write($socket, 30)];
};
foreach ([1000, 256, 100, 0] as $after) {
    [[$bytes, $end, [$sent, $all]], $peer] = wire_play(['mode' => 'serve', 'payload' => 256, 'half_close' => $after],
        $answer);
    echo $bytes === wire_payload(min($after, 256)) ? 'prefix' : 'garbage', " $end, then $sent $all\n";
    echo $peer->links[0]->ended, ' ', $peer->links[0]->read, "\n", $peer->log()[0], "\n";
}

[[$end, $sent], $peer] = wire_play(['mode' => 'consume', 'half_close' => 100], static function (Socket $socket) {
    wire_write($socket, 100);
    $end = wire_read($socket)[2];
    return [$end, socket_write($socket, wire_payload(60, 100))];
});
echo "$end, then $sent\n", $peer->log()[0], "\n";
--EXPECT--
prefix FIN, then 30 all
half 30
evil-peer P0: payload=256B slice=0 delay=0 reset=-1 hardReset=0 half_close=1000 | w256 s256 half-close@256 eof@30
prefix FIN, then 30 all
half 30
evil-peer P0: payload=256B slice=0 delay=0 reset=-1 hardReset=0 half_close=256 | w256 s256 half-close@256 eof@30
prefix FIN, then 30 all
fin 30
evil-peer P0: payload=256B slice=0 delay=0 reset=-1 hardReset=0 half_close=100 | w100 s100 half-close@100 eof@30
prefix FIN, then 30 all
fin 30
evil-peer P0: payload=256B slice=0 delay=0 reset=-1 hardReset=0 half_close=0 | s0 half-close@0 eof@30
FIN, then 60
evil-peer P0 [consume]: rate=8192 delay=0 reset=-1 hold=0 hardReset=0 read=160B half_close=100 | r100 s100 r60 eof@160
