--TEST--
refuse: nobody listens; the listener goes after a connection; it goes with one in its backlog
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

/* While the peer is there: it has its address, and nobody else gets it. */
$peer = new FuzzAsync\EvilPeer('P0', ['mode' => 'serve', 'refuse' => 0]);
$peer->listen();
Async\await_all([$peer->start()]);
$wait = wire_fork(static function () use ($peer) {
    $socket = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    return @socket_connect($socket, '127.0.0.1', (int) substr(strrchr($peer->address, ':'), 1)) ? 'connected' : wire_error($socket);
});
echo $wait(), "\n", implode("\n", $peer->log()), "\n";
$peer->close();

[[$first, $second], $peer] = wire_play(['mode' => 'serve', 'payload' => 20, 'refuse' => 1, 'connections' => 5],
    static function (Socket $socket) {
        return [wire_read($socket), wire_again($socket)[1]];
    });
echo strlen($first[0]), " $first[2], $second\n", implode("\n", $peer->log()), "\n";

[[$connect, $end], $peer] = wire_play(['mode' => 'serve', 'refuse' => 0, 'refuse_hold_ms' => 300],
    static function (Socket $socket, string $failed) {
        return [$failed, wire_read($socket, $failed)[2]];
    });
echo $connect === '' ? 'connected' : $connect, ", $end\n", implode("\n", $peer->log()), "\n";
--EXPECT--
REFUSED
evil-peer P0 [accept]: refuse=0 | accepted@0 refuses
20 FIN, REFUSED
evil-peer P0 [accept]: refuse=1 | accepted@1 refuses
evil-peer P0: payload=20B slice=0 delay=0 reset=-1 hardReset=0 | w20 close@20
connected, RST
evil-peer P0 [accept]: refuse=0 refuse_hold_ms=300 | h300 accepted@0 refuses
