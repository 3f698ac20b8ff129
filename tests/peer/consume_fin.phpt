--TEST--
fin after n bytes read: FIN when all input was read, RST by the kernel when not
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

$read_after = static function (int $bytes) {
    return static function (Socket $socket) use ($bytes) {
        wire_write($socket, $bytes);
        return wire_read($socket)[2];
    };
};
[$end, $peer] = wire_play(['mode' => 'consume', 'fin' => 100], $read_after(100));
echo $end, ' ', $peer->links[0]->read, "\n", $peer->log()[0], "\n";
[$end, $peer] = wire_play(['mode' => 'consume', 'fin' => 100], $read_after(101));
echo $end, ' ', $peer->links[0]->read, ' ', $peer->links[0]->ended, "\n";
--EXPECT--
FIN 100
evil-peer P0 [consume]: rate=8192 delay=0 reset=100 hold=0 hardReset=0 read=100B | r100 reset@100
RST 100 fin
