--TEST--
time limits on reading, writing, accepting; the stream is usable afterwards (K31, K33)
--DESCRIPTION--
B36, S2: also a time of less than a millisecond is a time.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$other = 0;
spawn(function () use (&$other) { delay(2); $other++; });
await(spawn(function () use ($a, $b, &$other) {
    foreach ([20000, 500] as $microseconds) {
        stream_set_timeout($a, 0, $microseconds);
        $data = @fread($a, 10);
        $meta = stream_get_meta_data($a);
        echo json_encode([$data === false || $data === '', $meta["timed_out"], $meta["eof"], feof($a), $other]), "\n";
    }
    $sent = @fwrite($a, str_repeat("x", 16 << 20));
    echo json_encode([$sent > 0 && $sent < 16 << 20, stream_get_meta_data($a)["timed_out"]]), "\n";
    fwrite($b, "usable");
    echo fread($a, 10), "\n";
    $server = stream_socket_server("tcp://127.0.0.1:0");
    echo json_encode(@stream_socket_accept($server, 0.02)), "\n";
}));
--EXPECT--
[true,true,false,false,1]
[true,true,false,false,1]
[true,true]
usable
false
