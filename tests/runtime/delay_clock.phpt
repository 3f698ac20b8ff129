--TEST--
a delay counts from when it is asked for, not from the loop's last turn (K34)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};


spawn(fn () => 1);
delay(1);
$start = microtime(true);
while (microtime(true) - $start < 0.06) {
}
$start = microtime(true);
delay(30);
var_dump(microtime(true) - $start > 0.025);
--EXPECT--
bool(true)
