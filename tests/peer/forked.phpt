--TEST--
a peer that is a process of its own plays its table with blocking calls, and pauses really
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!extension_loaded('sockets')) die('skip needs ext/sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

/* Runs the ops of C0, C1, ... against one peer, and prints what was said of it. */
function play(array $table, string ...$ops): int
{
    $steps = new Steps(buffer: 8192);
    $peer = $steps->peer('P0', $table + ['connections' => count($ops)], forked: true);
    foreach ($ops as $i => $op) {
        $steps->coroutine("C$i", static function () use ($steps, $peer, $op, $i) {
            $op === 'upload' ? $steps->upload("C$i", $peer, 65536, 4096) : $steps->download("C$i", $peer, 512);
        });
    }
    $start = hrtime(true);
    $steps->run(5000);
    $ms = intdiv(hrtime(true) - $start, 1000000);
    echo $steps->report(), "\n";
    foreach ($peer->log() as $line) {
        echo "$line\n";
    }
    return $ms;
}

var_dump(play(['mode' => 'serve', 'payload' => 700, 'slice' => 350, 'delay' => 30], 'download') >= 30);
play(['mode' => 'serve', 'payload' => 700, 'rst' => 300], 'download');
var_dump(play(['mode' => 'consume', 'read' => 65536, 'never_read' => 50], 'upload') >= 50);
play(['mode' => 'serve', 'payload' => 10, 'accept_rst' => 1, 'stall' => 4, 'stall_ms' => 10], 'download', 'download');
/* Nobody comes. */
play(['mode' => 'serve', 'payload' => 10, 'connections' => 1]);
--EXPECT--
DONE
evil-peer P0: payload=700B slice=350 delay=30 reset=-1 hardReset=0 | w350 d30 w350 close@700
bool(true)
DONE
evil-peer P0: payload=700B slice=0 delay=0 reset=300 hardReset=1 | w300 hard-reset@300
DONE
evil-peer P0 [consume]: rate=65536 delay=0 reset=-1 hold=50 hardReset=0 read=0B | h50 noread close(unread)
bool(true)
DONE
evil-peer P0 [accept]: accept_rst=1 | accepted@2
evil-peer P0.away0: payload=10B slice=0 delay=0 reset=-1 hardReset=0 stall=4 stall_ms=10 | hard-reset@0
evil-peer P0.0: payload=10B slice=0 delay=0 reset=-1 hardReset=0 stall=4 stall_ms=10 | w4 p10 w6 close@10
DONE
