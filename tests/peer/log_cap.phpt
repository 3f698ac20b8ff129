--TEST--
A long log line is cut, and keeps its end
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

[, $peer] = wire_play(['mode' => 'consume', 'read' => 8192], static function (Socket $socket) {
    for ($i = 0, $offset = 0; $i < 150; $i++) {
        $bytes = 1 + $i % 7;
        socket_write($socket, wire_payload($bytes, $offset));
        $offset += $bytes;
        usleep(1000);
    }
});
$line = $peer->log()[0];
var_dump(strlen($line) < 420, str_contains($line, ' ... '), str_ends_with($line, ' eof@' . $peer->links[0]->read));
--EXPECT--
bool(true)
bool(true)
bool(true)
