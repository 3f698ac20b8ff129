--TEST--
reads that ran out of time leave nothing armed
--DESCRIPTION--
B36: an abandoned wait must be undone. B25: but not undone twice.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($a, $b) {
    stream_set_timeout($a, 0, 1000);
    for ($i = 0; $i < 50; $i++) {
        @fgets($a);
    }
    fwrite($b, "first\n");
    echo fgets($a);
}));
stream_set_timeout($a, 10);
$c = spawn(fn () => fgets($a));
delay(3);
fwrite($b, "second\n");
echo await($c);
--EXPECT--
first
second
