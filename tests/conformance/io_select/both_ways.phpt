--TEST--
a stream may be asked for both ways; each is answered by itself
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a, $b) {
    $r = [$a];
    $w = ['w' => $a, 'v' => $b];
    $e = [$a];
    echo json_encode([stream_select($r, $w, $e, 10), count($r), array_keys($w), count($e)]), "\n";
    fwrite($b, "x");
    $r = [$a];
    $w = [$a];
    echo json_encode([stream_select($r, $w, $e, 10), count($r), count($w), count($e)]), "\n";
}));
--EXPECT--
[2,0,["w","v"],0]
[2,1,1,0]
