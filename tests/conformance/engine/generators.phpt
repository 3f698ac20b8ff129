--TEST--
generators are suspended in the middle and go on; two coroutines never share a step
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

function steps(string $name) { try { for ($i = 0; $i < 3; $i++) { suspend(); yield "$name$i"; } } finally { echo "end $name\n"; } }
$a = spawn(function () { foreach (steps('a') as $v) { echo "$v\n"; suspend(); } });
$b = spawn(function () { foreach (steps('b') as $v) { echo "$v\n"; if ($v === 'b1') break; } });
await_all([$a, $b]);
$shared = steps('s');
$c = spawn(function () use ($shared) { echo $shared->current(), "\n"; });
$d = spawn(function () use ($shared) {
    try {
        echo $shared->current(), "\n";
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
});
await_all([$c, $d]);
--EXPECT--
a0
b0
b1
end b
a1
a2
end a
Cannot resume an already running generator
s0
end s
