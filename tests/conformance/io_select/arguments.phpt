--TEST--
wrong arguments are refused as PHP refuses them
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a) {
    $calls = [
        fn (&$r, &$n) => stream_select($r, $n, $n, -1),
        fn (&$r, &$n) => stream_select($r, $n, $n, 0, -1),
        fn (&$r, &$n) => stream_select($r, $n, $n, null, 5),
        fn (&$r, &$n) => stream_select($r, $n, $n, "x"),
        function (&$r, &$n) { $x = 5; return stream_select($x, $n, $n, 0); },
    ];
    foreach ($calls as $call) {
        $r = [$a];
        $n = null;
        try {
            echo json_encode($call($r, $n)), "\n";
        } catch (Error $e) {
            echo get_class($e), "\n";
        }
    }
}));
--EXPECT--
ValueError
ValueError
ValueError
TypeError
TypeError
