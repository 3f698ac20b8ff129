--TEST--
shared locks are held together, and keep an exclusive one out
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, suspend, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
[$a, $b, $c] = [fopen($name, "r"), fopen($name, "r"), fopen($name, "r")];
$log = [];
$one = spawn(function () use ($a, &$log) {
    $log[] = flock($a, LOCK_SH) ? "shared" : "no";
    delay(10);
    $log[] = "first leaves";
    flock($a, LOCK_UN);
    delay(20);
});
$two = spawn(function () use ($b, &$log, $one) {
    $log[] = flock($b, LOCK_SH) ? "shared" : "no";
    await($one);
    $log[] = "second leaves";
    fclose($b);
});
suspend();
$three = spawn(function () use ($c, &$log) {
    $log[] = flock($c, LOCK_EX) ? "exclusive" : "no";
});
await($three);
await($two);
echo implode(", ", $log), "\n";
unlink($name);
--EXPECT--
shared, shared, first leaves, second leaves, exclusive
