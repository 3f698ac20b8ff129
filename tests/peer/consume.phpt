--TEST--
A consuming peer reads to EOF and answers with FIN
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

[[$sent, $error], $peer] = wire_play(['mode' => 'consume', 'read' => 100], static function (Socket $socket) {
    $result = wire_write($socket, 40000);
    socket_shutdown($socket, 1);
    $result[1] .= ' ' . wire_read($socket)[2];
    return $result;
});
$link = $peer->links[0];
echo "$sent $error\n$link->ended $link->read $link->mismatch\n";
echo preg_replace('/\| .*eof/', '| ... eof', $peer->log()[0]), "\n";

/* What is not the payload is noticed. */
[, $peer] = wire_play(['mode' => 'consume', 'read' => 4], static function (Socket $socket) {
    socket_write($socket, '!"#$%&*(');
});
echo $peer->links[0]->mismatch, "\n", $peer->log()[0], "\n";
--EXPECT--
40000 all FIN
eof 40000 -1
evil-peer P0 [consume]: rate=100 delay=0 reset=-1 hold=0 hardReset=0 read=40000B | ... eof@40000
4
evil-peer P0 [consume]: rate=4 delay=0 reset=-1 hold=0 hardReset=0 read=8B | r4x2 eof@8
