--TEST--
socket_select() refuses what PHP refuses
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
    foreach ([[$p[1]], ["x"], [STDIN], null, "x"] as $read) {
        $write = $except = null;
        try {
            echo json_encode(socket_select($read, $write, $except, 0)), "\n";
        } catch (Error $e) {
            echo get_class($e), "\n";
        }
    }
}));
--EXPECT--
TypeError
TypeError
TypeError
ValueError
TypeError
