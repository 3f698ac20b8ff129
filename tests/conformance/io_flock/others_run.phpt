--TEST--
others run while a coroutine waits for a lock
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
$a = fopen($name, "r");
$b = fopen($name, "r");
flock($a, LOCK_EX);
$log = [];
$waiter = spawn(function () use ($b, &$log) {
    $log[] = "asks";
    $result = flock($b, LOCK_EX);
    $log[] = "gets";
    return $result;
});
$holder = spawn(function () use ($a, &$log) {
    delay(20);
    $log[] = "lets go";
    flock($a, LOCK_UN);
});
var_dump(await($waiter));
await($holder);
echo implode(", ", $log), "\n";
unlink($name);
--EXPECT--
bool(true)
asks, lets go, gets
