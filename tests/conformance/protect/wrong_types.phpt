--TEST--
protect() takes closures only
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\protect;

foreach (["strlen", [new ArrayObject(), "count"], 5, null, new stdClass()] as $wrong) {
    try {
        protect($wrong);
        echo "accepted\n";
    } catch (TypeError $e) {
        echo "TypeError\n";
    }
}
try {
    protect();
} catch (ArgumentCountError $e) {
    echo "ArgumentCountError\n";
}
--EXPECT--
TypeError
TypeError
TypeError
TypeError
TypeError
ArgumentCountError
