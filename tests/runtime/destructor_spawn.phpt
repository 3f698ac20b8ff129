--TEST--
a destructor at the end of the request may spawn and wait
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};


class D
{
    public function __destruct()
    {
        spawn(function () { delay(1); echo "coroutine\n"; });
        delay(40);
        echo "destructor\n";
        spawn(function () { delay(1); echo "last\n"; });
    }
}
$d = new D();
--EXPECT--
coroutine
destructor
last
