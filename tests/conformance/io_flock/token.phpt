--TEST--
the wait for a coroutine that waits for a lock can be limited
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, timeout};

$name = tempnam(sys_get_temp_dir(), "pfa");
$a = fopen($name, "r");
$b = fopen($name, "r");
flock($a, LOCK_EX);
$c = spawn(fn () => flock($b, LOCK_EX));
try {
    await($c, timeout(10));
    echo "got it\n";
} catch (Async\OperationCanceledException $e) {
    echo $e->getPrevious() instanceof Async\TimeoutException ? "timeout" : "?", "\n";
}
echo $c->isCompleted() ? "ended" : "still waits", "\n";
flock($a, LOCK_UN);
var_dump(await($c));
unlink($name);
--EXPECT--
timeout
still waits
bool(true)
