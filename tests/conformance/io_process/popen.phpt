--TEST--
popen() and pclose() wait with others running
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$ticks = 0;
$ended = false;
$ticker = spawn(function () use (&$ended, &$ticks) {
    while (!$ended) {
        $ticks++;
        delay(1);
    }
});
$coroutine = spawn(function () {
    $stream = popen('sleep 0.03; echo first; sleep 0.03; echo second; exit 9', 'r');
    echo fgets($stream), fgets($stream);
    var_dump(fgets($stream), feof($stream));
    echo pclose($stream), "\n";
    $stream = popen('read x; sleep 0.03; test "$x" = hello && exit 8', 'wb');
    var_dump(fwrite($stream, "hello\n"));
    echo pclose($stream), "\n";
});
await($coroutine);
$ended = true;
await($ticker);
var_dump($ticks > 5);
--EXPECT--
first
second
bool(false)
bool(true)
9
int(6)
8
bool(true)
