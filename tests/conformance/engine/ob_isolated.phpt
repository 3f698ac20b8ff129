--TEST--
ob_start() in one coroutine does not catch what another prints
--DESCRIPTION--
B70, same family: output buffers.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

$a = spawn(function () {
    ob_start();
    echo "a1 ";
    suspend();
    echo "a2";
    $mine = ob_get_clean();
    suspend();
    echo "[$mine]\n";
});
$b = spawn(function () {
    echo "b\n";
    var_dump(ob_get_level());
    ob_start();
    ob_start();
    echo "inner";
    suspend();
    echo " more";
    $inner = ob_get_clean();
    $outer = ob_get_clean();
    echo "[$inner][$outer]\n";
});
await_all([$a, $b]);
var_dump(ob_get_level());
--EXPECT--
b
int(0)
[inner more][]
[a1 a2]
int(0)
