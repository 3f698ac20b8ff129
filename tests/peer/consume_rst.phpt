--TEST--
rst after n bytes read: ECONNRESET even when all input was read
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

$client = static function (Socket $socket) {
    wire_write($socket, 100);
    return wire_read($socket)[2];
};
[$end, $peer] = wire_play(['mode' => 'consume', 'read' => 30, 'rst' => 100], $client);
echo $end, "\n", $peer->log()[0], "\n";
/* No write here: it might be what gets the error, and then the read gets none. */
[$end, $peer] = wire_play(['mode' => 'consume', 'rst' => 0], static function (Socket $socket, string $reset) {
    return wire_read($socket, $reset)[2];
});
echo $end, "\n", $peer->log()[0], "\n";
--EXPECT--
RST
evil-peer P0 [consume]: rate=30 delay=0 reset=100 hold=0 hardReset=1 read=100B | r30x3 r10 hard-reset@100
RST
evil-peer P0 [consume]: rate=8192 delay=0 reset=0 hold=0 hardReset=1 read=0B | hard-reset@0
