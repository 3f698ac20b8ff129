--TEST--
many coroutines, more than any pool holds at first
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, delay, await_all};


$all = [];
for ($i = 0; $i < 300; $i++) {
    $all[] = spawn(function () use ($i) {
        suspend();
        delay($i % 3);
        suspend();
        return $i;
    });
}
echo array_sum(await_all($all)[0]), "\n";
var_dump(count(Async\get_coroutines()));
--EXPECT--
44850
int(1)
