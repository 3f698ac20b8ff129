--TEST--
an exception waits for a late await while somebody holds the coroutine (K21)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};


$c = spawn(function () { throw new RuntimeException("held"); });
suspend();
for ($i = 0; $i < 2; $i++) {
    try {
        await($c);
    } catch (RuntimeException $e) {
        $seen[] = $e;
    }
}
var_dump($seen[0] === $seen[1]);
unset($c);
suspend();
echo "end\n";
--EXPECT--
bool(true)
end
