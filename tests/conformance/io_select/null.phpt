--TEST--
a select without a time waits until there is something
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$c = spawn(function () use ($a) {
    $r = [7 => $a];
    $w = $e = null;
    return [stream_select($r, $w, $e, null), array_keys($r), fread($a, 10)];
});
spawn(function () use ($b) { delay(10); fwrite($b, "late"); });
echo json_encode(await($c)), "\n";
--EXPECT--
[1,[7],"late"]
