--TEST--
no more callbacks at once than allowed, and that many if they wait; all of them end
--DESCRIPTION--
B75: who drove the iteration took no slot, and the slowest callback was cancelled at the end.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{delay, iterate};

$make = [
    "array" => fn () => range(1, 8),
    "iterator" => fn () => new ArrayIterator(range(1, 8)),
    "generator" => fn () => (fn () => yield from range(1, 8))(),
];
foreach ($make as $name => $source) {
    foreach ([0, 1, 2, 3, 8, 20] as $limit) {
        $active = $peak = 0;
        $done = [];
        iterate($source(), function ($v) use (&$active, &$peak, &$done) {
            $peak = max($peak, ++$active);
            delay($v === 8 ? 30 : 5);
            $active--;
            $done[] = $v;
        }, $limit);
        echo "$name, limit $limit: peak $peak, ", count($done), " done, active $active\n";
    }
}
--EXPECT--
array, limit 0: peak 8, 8 done, active 0
array, limit 1: peak 1, 8 done, active 0
array, limit 2: peak 2, 8 done, active 0
array, limit 3: peak 3, 8 done, active 0
array, limit 8: peak 8, 8 done, active 0
array, limit 20: peak 8, 8 done, active 0
iterator, limit 0: peak 8, 8 done, active 0
iterator, limit 1: peak 1, 8 done, active 0
iterator, limit 2: peak 2, 8 done, active 0
iterator, limit 3: peak 3, 8 done, active 0
iterator, limit 8: peak 8, 8 done, active 0
iterator, limit 20: peak 8, 8 done, active 0
generator, limit 0: peak 8, 8 done, active 0
generator, limit 1: peak 1, 8 done, active 0
generator, limit 2: peak 2, 8 done, active 0
generator, limit 3: peak 3, 8 done, active 0
generator, limit 8: peak 8, 8 done, active 0
generator, limit 20: peak 8, 8 done, active 0
