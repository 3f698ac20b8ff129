--TEST--
an exception of the iterator is thrown by the call
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await_all, await_any_or_fail, delay, spawn};

class Failing implements Iterator
{
    private int $at = 0;
    function __construct(private string $where) {}
    private function fail(string $here): void
    {
        if ($here === $this->where) {
            delay(1);
            throw new RuntimeException("in $here");
        }
    }
    function rewind(): void { $this->fail("rewind"); }
    function valid(): bool { $this->fail("valid"); return $this->at < 2; }
    function current(): mixed { $this->fail("current"); return spawn(fn () => delay(20)); }
    function key(): mixed { $this->fail("key"); return $this->at; }
    function next(): void { $this->fail("next"); $this->at++; }
}
class NoIterator implements IteratorAggregate
{
    function getIterator(): Iterator { throw new RuntimeException("in getIterator"); }
}
$iterables = array_map(fn ($where) => new Failing($where), ["rewind", "valid", "current", "key", "next"]);
$iterables[] = new NoIterator();
$iterables[] = (function () { yield spawn(fn () => delay(20)); throw new RuntimeException("in the generator"); })();
foreach ($iterables as $iterable) {
    try {
        await_all($iterable);
        echo "no exception\n";
    } catch (RuntimeException $e) {
        echo $e->getMessage(), "\n";
    }
}
--EXPECT--
in rewind
in valid
in current
in key
in next
in getIterator
in the generator
