--TEST--
a select whose data somebody else has read goes on waiting
--DESCRIPTION--
B11: readiness is a hint; who wakes up and finds nothing waits again.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$reader = spawn(fn () => fread($a, 1));
$selects = [];
for ($i = 0; $i < 2; $i++) {
    $selects[] = spawn(function () use ($a) {
        $r = [$a];
        $w = $e = null;
        return stream_select($r, $w, $e, 10);
    });
}
spawn(function () use ($b) {
    delay(3);
    fwrite($b, "x");
    delay(10);
    fwrite($b, "y");
});
echo await($reader), json_encode(await_all($selects)[0]), "\n";
--EXPECT--
x[1,1]
