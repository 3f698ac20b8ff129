--TEST--
a sender waits for room in its peer's queue
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_DGRAM, 0);
const COUNT = 2000;
$sender = spawn(function () use ($a) {
    for ($i = 0; $i < COUNT; $i++) {
        if (stream_socket_sendto($a, "datagram $i") < 1) {
            return $i;
        }
    }
    return $i;
});
$receiver = spawn(function () use ($b) {
    delay(5);
    for ($i = 0; $i < COUNT; $i++) {
        if (stream_socket_recvfrom($b, 100) !== "datagram $i") {
            return $i;
        }
    }
    return $i;
});
echo await($sender), " ", await($receiver), "\n";
--EXPECT--
2000 2000
