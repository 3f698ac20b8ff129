--TEST--
a cancelled proc_close() throws, and leaves no zombie
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'sleep 1'], [], $pipes);
$pid = proc_get_status($child)['pid'];
$closer = spawn(fn () => proc_close($child));
delay(5);
$closer->cancel(new Async\AsyncCancellation('enough'));
try {
    await($closer);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
for ($i = 0; $i < 1000 && file_exists("/proc/$pid"); $i++) {
    delay(10);
}
var_dump(file_exists("/proc/$pid"));
--EXPECT--
enough
bool(false)
