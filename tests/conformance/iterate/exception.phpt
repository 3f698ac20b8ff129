--TEST--
an exception of a callback ends the iteration, cancels the callbacks that wait, and is thrown by the call
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{delay, iterate};

$log = [];
try {
    iterate([1, 2, 3, 4, 5, 6], function ($v) use (&$log) {
        try {
            delay($v === 2 ? 3 : 200);
        } catch (AsyncCancellation $e) {
            $log[] = "cancelled $v";
            throw $e;
        }
        throw new RuntimeException("at $v");
    }, 3);
} catch (RuntimeException $e) {
    $log[] = $e->getMessage();
}
sort($log);
echo implode(", ", $log), "\n";

foreach (["valid", "current"] as $where) {
    $failing = new class($where) extends ArrayIterator {
        function __construct(private string $where) { parent::__construct([1, 2]); }
        function valid(): bool { $this->where === "valid" && throw new LogicException("in valid"); return parent::valid(); }
        function current(): mixed { $this->where === "current" && throw new LogicException("in current"); return parent::current(); }
    };
    try {
        iterate($failing, fn () => print("not reached\n"));
    } catch (LogicException $e) {
        echo $e->getMessage(), "\n";
    }
}
try {
    iterate(new class implements IteratorAggregate {
        function getIterator(): Iterator { throw new LogicException("in getIterator"); }
    }, fn () => null);
} catch (LogicException $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
at 2, cancelled 1, cancelled 3
in valid
in current
in getIterator
