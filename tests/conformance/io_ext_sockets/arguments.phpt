--TEST--
wrong arguments are refused as PHP refuses them
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
socket_close($p[1]);
await(spawn(function () use ($p) {
    $calls = [
        fn () => socket_read("x", 1),
        fn () => socket_read($p[0]),
        fn () => socket_read($p[1], 1),
        fn () => socket_read($p[0], 0),
        fn () => socket_write($p[0], "x", -1),
        fn () => socket_recv($p[0], $b, 0, 0),
        fn () => socket_accept(),
        fn () => socket_connect($p[1], "127.0.0.1", 1),
        fn () => socket_close($p[1]),
    ];
    foreach ($calls as $call) {
        try {
            echo json_encode(@$call()), "\n";
        } catch (Error $e) {
            echo get_class($e), "\n";
        }
    }
}));
--EXPECT--
TypeError
ArgumentCountError
Error
false
ValueError
false
ArgumentCountError
Error
Error
