--TEST--
the destructor of an argument may suspend and throw: it belongs to the body
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await, delay};


class D
{
    public function __construct(private bool $throws) {}
    public function __destruct()
    {
        suspend();
        delay(1);
        echo "destroyed\n";
        if ($this->throws) {
            throw new RuntimeException("from the destructor");
        }
    }
}
echo await(spawn(fn (D $d) => "value\n", new D(false)));
try {
    await(spawn(fn (D $d) => 1, new D(true)));
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
destroyed
value
destroyed
from the destructor
