--TEST--
iterate() calls back for each element with value and key: arrays, iterators, generators
--DESCRIPTION--
B74: values and keys of generators were released too often; only fresh strings showed it.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\iterate;

$show = fn ($value, $key) => print(json_encode([$key => $value]) . "\n");
iterate(["a" => 1, 5 => 2], $show);
iterate(new ArrayObject(["x" => 3]), $show);
iterate((function () {
    for ($i = 1; $i <= 2; $i++) {
        yield str_repeat("k", $i) => str_repeat("v", $i);
    }
})(), $show);
iterate([], $show);
iterate(new EmptyIterator(), $show);
iterate([1, 2], function () { static $n = 0; echo "call ", ++$n, "\n"; });
var_dump(iterate([1], 'max'));
--EXPECT--
{"a":1}
{"5":2}
{"x":3}
{"k":"v"}
{"kk":"vv"}
call 1
call 2
NULL
