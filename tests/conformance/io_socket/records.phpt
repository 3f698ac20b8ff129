--TEST--
two readers of one stream lose and repeat nothing
--DESCRIPTION--
B46: what was computed of a buffer before a wait must not be used after it.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
const RECORDS = 3000;
$seen = [];
$reader = function () use ($a, &$seen) {
    while (($line = fgets($a)) !== false) {
        $seen[] = (int) $line;
    }
};
$all = [spawn($reader), spawn($reader), spawn($reader)];
$all[] = spawn(function () use ($b) {
    for ($i = 0; $i < RECORDS; $i += 100) {
        fwrite($b, implode("", array_map(fn ($n) => sprintf("%07d\n", $n), range($i, $i + 99))));
        delay(0);
    }
    fclose($b);
});
await_all($all);
sort($seen);
echo $seen === range(0, RECORDS - 1) ? "each once" : "not each once", "\n";
--EXPECT--
each once
