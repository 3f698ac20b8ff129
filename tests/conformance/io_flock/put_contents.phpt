--TEST--
file_put_contents with LOCK_EX waits for the lock
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
file_put_contents($name, "old");
$a = fopen($name, "r");
flock($a, LOCK_SH);
$c = spawn(fn () => file_put_contents($name, "new", LOCK_EX));
delay(5);
echo file_get_contents($name), "\n";
flock($a, LOCK_UN);
var_dump(await($c));
echo file_get_contents($name), "\n";
unlink($name);
--EXPECT--
old
int(3)
new
