--TEST--
a select with a time of 0 answers at once
--DESCRIPTION--
S2: a time of 0 must not become "no time limit".
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a, $b) {
    $w = $e = null;
    $r = [$a];
    echo stream_select($r, $w, $e, 0), count($r), "\n";
    fwrite($b, "x");
    $r = [$a];
    echo stream_select($r, $w, $e, 0, 0), count($r), "\n";
}));
--EXPECT--
00
11
