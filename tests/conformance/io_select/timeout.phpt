--TEST--
a select that times out returns 0 and empties the arrays; others run meanwhile
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$other = false;
await_all([
    spawn(function () use ($a, $b, &$other) {
        $r = ['a' => $a, 'b' => $b];
        $w = [];
        $e = null;
        $n = stream_select($r, $w, $e, 0, 50000);
        echo json_encode([$n, $r, $w, $e, $other]), "\n";
    }),
    spawn(function () use (&$other) { delay(5); $other = true; }),
]);
--EXPECT--
[0,[],[],null,true]
