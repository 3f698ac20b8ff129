--TEST--
a stream that is closed meanwhile ends the select
--DESCRIPTION--
B40, B53: who waits for a descriptor must learn that it is closed.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$select = spawn(function () use ($a, $c) {
    $r = [$a, $c];
    $w = $e = null;
    try {
        @stream_select($r, $w, $e, 10);
    } catch (TypeError $e) {
    }
    return "back";
});
delay(3);
fclose($a);
echo await($select), "\n";
fwrite($d, "fine\n");
echo fgets($c);
--EXPECT--
back
fine
