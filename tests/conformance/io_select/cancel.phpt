--TEST--
a cancelled select throws, and the streams stay usable
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
foreach ([null, 100] as $seconds) {
    $c = spawn(function () use ($a, $b, $seconds) {
        $r = [$a, $b];
        $w = null;
        $e = [$a];
        @stream_select($r, $w, $e, $seconds);
        echo "not reached\n";
    });
    suspend();
    $c->cancel(new Async\AsyncCancellation("stop"));
    try {
        await($c);
    } catch (Async\AsyncCancellation $x) {
        echo $x->getMessage(), "\n";
    }
}
fwrite($b, "still\n");
echo fgets($a);
--EXPECT--
stop
stop
still
