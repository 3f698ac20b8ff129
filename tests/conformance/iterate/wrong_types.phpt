--TEST--
what is not iterable or not callable is refused
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\iterate;

$tries = [
    fn () => iterate(5, fn () => null),
    fn () => iterate("text", fn () => null),
    fn () => iterate(new stdClass(), fn () => null),
    fn () => iterate([1], "no such function"),
    fn () => iterate([1], null),
    fn () => iterate([1], fn () => null, "many"),
    fn () => iterate([1]),
];
foreach ($tries as $try) {
    try {
        $try();
        echo "accepted\n";
    } catch (TypeError $e) {
        echo get_class($e), "\n";
    }
}
--EXPECT--
TypeError
TypeError
TypeError
TypeError
TypeError
TypeError
ArgumentCountError
