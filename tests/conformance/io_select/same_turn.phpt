--TEST--
a cancellation that comes with the data wins; the data stays
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$c = spawn(function () use ($a) {
    $r = [$a];
    $w = $e = null;
    @stream_select($r, $w, $e, null);
});
suspend();
fwrite($b, "kept");
$c->cancel();
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo "cancelled\n";
}
echo fread($a, 10), "\n";
--EXPECT--
cancelled
kept
