--TEST--
everything iterable is waited for: generators, iterators, aggregates, with their keys
--DESCRIPTION--
B74: keys and values of generators were released too often; only fresh strings showed it.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\Future;
use function Async\{await_all, await_all_or_fail, await_any_of, await_any_or_fail, await_first_success, delay, spawn, suspend};

$spawned = fn (string $v, int $ms = 0) => spawn(function () use ($v, $ms) { $ms ? delay($ms) : suspend(); return $v . "!"; });
$generator = function (int $n) use ($spawned) {
    for ($i = 1; $i <= $n; $i++) {
        yield str_repeat("k", $i) => $spawned(str_repeat("v", $i), 12 - 4 * $i);
    }
};
$aggregate = new class($generator) implements IteratorAggregate {
    function __construct(private Closure $make) {}
    function getIterator(): Iterator { return ($this->make)(2); }
};
echo json_encode(await_all($generator(3))), "\n";
echo json_encode(await_all_or_fail($aggregate)), "\n";
echo json_encode(await_all(new ArrayIterator(["x" => Future::completed(1), 5 => Future::completed(2)]))), "\n";
echo json_encode(await_all(new ArrayObject([Future::completed(1)]))), "\n";
echo json_encode(await_all(new EmptyIterator())), json_encode(await_all_or_fail(new ArrayIterator([]))), "\n";
var_dump(await_any_or_fail(new EmptyIterator()));
echo json_encode(await_first_success((function () use ($spawned) {
    yield "a" => Future::failed(new Exception("no"));
    yield "b" => $spawned("yes");
})())[0]), "\n";
echo json_encode(await_any_of(2, $generator(2))[0]), "\n";
--EXPECT--
[{"k":"v!","kk":"vv!","kkk":"vvv!"},[]]
{"k":"v!","kk":"vv!"}
[{"x":1,"5":2},[]]
[[1],[]]
[[],[]][]
NULL
"yes!"
{"k":"v!","kk":"vv!"}
