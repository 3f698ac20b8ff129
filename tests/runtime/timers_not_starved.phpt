--TEST--
busy coroutines do not starve a timer
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, suspend};


$done = false;
spawn(function () use (&$done) { delay(5); $done = true; });
$start = microtime(true);
while (!$done && microtime(true) - $start < 5) {
    suspend();
}
var_dump($done);
--EXPECT--
bool(true)
