--TEST--
the time of socket_select() runs while others run
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
$turns = 0;
$ticker = spawn(function () use (&$turns) {
    for (;;) {
        delay(1);
        $turns++;
    }
});
await(spawn(function () use ($p, &$turns) {
    foreach ([[0, 30000], [0, 1], [0, 0]] as [$seconds, $microseconds]) {
        $read = [$p[0]];
        $write = $except = null;
        $before = $turns;
        $count = socket_select($read, $write, $except, $seconds, $microseconds);
        echo json_encode([$count, $read, $microseconds < 30000 || $turns > $before]), "\n";
    }
}));
$ticker->cancel();
--EXPECT--
[0,[],true]
[0,[],true]
[0,[],true]
