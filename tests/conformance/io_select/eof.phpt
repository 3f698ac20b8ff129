--TEST--
the end of a stream is readable
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$c = spawn(function () use ($a) {
    $r = [$a];
    $w = $e = null;
    return [stream_select($r, $w, $e, 10), fread($a, 1), feof($a)];
});
delay(3);
fclose($b);
echo json_encode(await($c)), "\n";
--EXPECT--
[1,"",true]
