--TEST--
a token ends the wait, not what is waited for (K9)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay, timeout};


$c = spawn(function () { delay(60); echo "done\n"; });
try {
    await($c, timeout(10));
} catch (Async\OperationCanceledException $e) {
    echo $e->getMessage(), " in line ", $e->getLine(), "\n";
    echo get_class($e->getPrevious()), ": ", $e->getPrevious()->getMessage(), "\n";
}
--EXPECT--
Operation has been cancelled in line 7
Async\TimeoutException: Timeout occurred after 10 milliseconds
done
