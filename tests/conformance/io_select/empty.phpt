--TEST--
a select on nothing returns 0
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    $r = $w = $e = [];
    echo stream_select($r, $w, $e, 0), "\n";
    $r = $w = $e = null;
    echo stream_select($r, $w, $e, 0, 1000), "\n";
}));
--EXPECT--
0
0
