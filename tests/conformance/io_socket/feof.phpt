--TEST--
feof() tells a live stream from a dead one and never waits
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a, $b) {
    echo json_encode(feof($a));
    fwrite($b, "x");
    echo json_encode(feof($a));
    fclose($b);
    echo json_encode(feof($a)), fread($a, 10);
    echo json_encode([feof($a), fread($a, 10), feof($a)]), "\n";
}));
--EXPECT--
falsefalsefalsex[true,"",true]
