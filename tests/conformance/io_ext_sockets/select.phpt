--TEST--
socket_select() lets the others run and keeps the keys
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $q);
$log = [];
$c = spawn(function () use ($p, $q, &$log) {
    $read = ["silent" => $p[0], 7 => $q[0]];
    $write = $except = null;
    $count = socket_select($read, $write, $except, 10);
    $log[] = "selected";
    return [$count, array_keys($read), socket_read(reset($read), 10)];
});
spawn(function () use ($q, &$log) {
    delay(2);
    $log[] = "other";
    socket_write($q[1], "q");
});
echo json_encode([await($c), $log]), "\n";
$read = [$p[0]];
$write = ["w" => $p[0], "x" => $q[1]];
$except = [];
echo json_encode([socket_select($read, $write, $except, null), array_keys($write), $read, $except]), "\n";
--EXPECT--
[[1,[7],"q"],["other","selected"]]
[2,["w","x"],[],[]]
