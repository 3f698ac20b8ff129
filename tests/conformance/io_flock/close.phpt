--TEST--
a file that is closed under a coroutine that waits for its lock ends the wait
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
$a = fopen($name, "r");
$b = fopen($name, "r");
flock($a, LOCK_EX);
$c = spawn(fn () => @flock($b, LOCK_EX));
suspend();
fclose($b);
var_dump(await($c));
unset($b);
var_dump(flock($a, LOCK_UN));
unlink($name);
--EXPECT--
bool(false)
bool(true)
