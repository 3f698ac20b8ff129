--TEST--
data in a stream's own buffer is there at once
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a, $b, $c) {
    fwrite($b, "one\ntwo\n");
    echo fgets($a);
    $r = ['silent' => $c, 'buffered' => $a];
    $w = [$a];
    $e = [$a];
    echo json_encode([stream_select($r, $w, $e, null), array_keys($r), $w, $e]), "\n";
    echo fgets($a);
}));
--EXPECT--
one
[1,["buffered"],[],[]]
two
