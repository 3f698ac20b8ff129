--TEST--
a file may be closed right after a call on it was cancelled
--DESCRIPTION--
B36, B43, B57
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$fds = fn () => count(scandir("/proc/self/fd"));
$name = tempnam(sys_get_temp_dir(), "pfa");
$other = tempnam(sys_get_temp_dir(), "pfa");
$before = $fds();
for ($round = 0; $round < 30; $round++) {
    $f = fopen($name, "w+");
    $all = [];
    foreach (["x", "y", "z"] as $letter) {
        $all[] = spawn(fn () => @fwrite($f, str_repeat($letter, 1 << 20)));
    }
    $all[] = spawn(fn () => @fread($f, 1 << 16));
    for ($i = 0; $i < $round % 5; $i++) {
        suspend();
    }
    foreach ($all as $c) {
        $c->cancel();
    }
    foreach ($all as $c) {
        try {
            await($c);
        } catch (Async\AsyncCancellation $e) {
        }
    }
    fclose($f);
    // Gets the number of the descriptor that was closed: nothing of the old file may reach it.
    $g = fopen($other, "w");
    fwrite($g, "clean");
    fclose($g);
    if (file_get_contents($other) !== "clean") {
        echo "foreign bytes\n";
    }
}
unset($f, $g, $all, $c, $e);
unlink($name);
unlink($other);
echo $fds() - $before, "\n";
--EXPECT--
0
