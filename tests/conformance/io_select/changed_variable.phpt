--TEST--
the arrays may be changed while the select is parked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$r = ['k' => $a];
$c = spawn(function () use (&$r) {
    $w = $e = null;
    return stream_select($r, $w, $e, 10);
});
suspend();
$r = "something else";
fwrite($b, "x");
echo await($c), json_encode(array_keys($r)), "\n";
--EXPECT--
1["k"]
