--TEST--
slow_read: few bytes, a pause, and so on; then coarse
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

$start = hrtime(true);
[[$sent, $error], $peer] = wire_play(['mode' => 'consume', 'slow_read' => 100, 'slow_read_ms' => 20],
    static function (Socket $socket) {
        return wire_write($socket, 1000);
    });
$ms = (hrtime(true) - $start) / 1e6;
echo "$sent $error\n", $peer->log()[0], "\n";
var_dump($ms >= 195, $peer->links[0]->paused_ms);

[, $peer] = wire_play(['mode' => 'consume', 'slow_read' => 2, 'slow_read_ms' => 0], static function (Socket $socket) {
    return wire_write($socket, 600);
});
echo $peer->links[0]->read, "\n";
--EXPECT--
1000 all
evil-peer P0 [consume]: rate=100 delay=20 reset=-1 hold=0 hardReset=0 read=1000B | (r100 d20)x10 eof@1000
bool(true)
int(200)
600
