--TEST--
who queues behind a cancelled call is not left behind
--DESCRIPTION--
B27: the job that nobody waits for any more still keeps the next one waiting, which is no deadlock.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

$f = tmpfile();
$written = 0;
for ($round = 0; $round < 20; $round++) {
    $all = [];
    for ($i = 0; $i < 6; $i++) {
        $all[] = spawn(function () use ($f, &$written) { $written += (int) @fwrite($f, "xyz"); });
    }
    suspend();
    for ($i = 0; $i < $round % 5; $i++) {
        $all[$i]->cancel();
    }
    await_all($all);
}
fflush($f);
$size = fstat($f)["size"];
echo $written >= 20 * 3 * 2 && $size >= $written && $size % 3 === 0 ? "fine" : "$written written, $size found", "\n";
--EXPECT--
fine
