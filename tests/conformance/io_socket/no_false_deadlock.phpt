--TEST--
stopping one wait does not stop the count of another
--DESCRIPTION--
B25: a double stop must not take another wait's place in the count. B29
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$patient = spawn(fn () => fread($a, 10));
for ($i = 0; $i < 20; $i++) {
    $reader = spawn(fn () => fread($c, 10));
    suspend();
    fwrite($d, "x");
    $i % 2 ? $reader->cancel() : suspend();
    $reader->cancel();
    try {
        await($reader);
    } catch (Async\AsyncCancellation $e) {
        fread($c, 10);
    }
}
spawn(function () use ($b) { delay(5); fwrite($b, "patience"); });
echo await($patient), "\n";
--EXPECT--
patience
