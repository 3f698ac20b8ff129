--TEST--
the callback of a buffer that a coroutine leaves open runs at its end
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await, suspend};

$c = spawn(function () {
    ob_start(fn ($text) => strtoupper($text));
    echo "text\n";
    suspend();
});
suspend();
echo "main\n";
await($c);
echo "end\n";
--EXPECT--
main
TEXT
end
