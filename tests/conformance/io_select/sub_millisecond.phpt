--TEST--
a select with a time of less than a millisecond ends
--DESCRIPTION--
S2: a time that truncates to 0 must not become "no time limit".
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a) {
    $w = $e = null;
    $r = [$a];
    echo stream_select($r, $w, $e, 0, 500), count($r), "\n";
}));
--EXPECT--
00
