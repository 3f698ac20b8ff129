--TEST--
many bytes through a full buffer
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!extension_loaded('sockets')) die('skip no sockets extension'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $p);
$data = implode(",", range(0, 600000));
$writer = spawn(function () use ($p, $data) {
    for ($sent = 0; $sent < strlen($data); $sent += $n) {
        $n = socket_write($p[0], substr($data, $sent, 1 << 20));
    }
    socket_close($p[0]);
});
$reader = spawn(function () use ($p) {
    for ($got = ""; ($piece = socket_read($p[1], 100000)) !== ''; $got .= $piece) {
    }
    return $got;
});
echo await($reader) === $data ? "same" : "different", "\n";
--EXPECT--
same
