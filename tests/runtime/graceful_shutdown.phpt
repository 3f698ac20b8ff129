--TEST--
graceful_shutdown() cancels all others; the caller goes on
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay, suspend, graceful_shutdown};


$c = spawn(function () {
    try {
        delay(1000);
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
});
suspend();
graceful_shutdown();
echo "main\n";
suspend();
echo "end\n";
--EXPECT--
main
Graceful shutdown
end
