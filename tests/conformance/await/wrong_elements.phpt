--TEST--
what is no awaitable, and keys that no array can have, are refused
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncException;
use function Async\{await_all, await_all_or_fail, await_any_of, await_any_or_fail, await_first_success, spawn};

$ok = spawn(fn () => 1);
$tries = [
    fn () => await_all([$ok, 5]),
    fn () => await_all([new stdClass()]),
    fn () => await_all_or_fail(["text", $ok]),
    fn () => await_any_or_fail([$ok, []]),
    fn () => await_first_success(new ArrayIterator([$ok, "x"])),
    fn () => await_any_of(1, (function () { yield 1.5; })()),
    fn () => await_all((function () use ($ok) { yield new stdClass() => $ok; })()),
    fn () => await_all((function () use ($ok) { yield 1.5 => $ok; })()),
];
foreach ($tries as $try) {
    try {
        $try();
        echo "accepted\n";
    } catch (AsyncException $e) {
        echo $e->getMessage(), "\n";
    }
}
echo json_encode(await_all((function () use ($ok) { yield null => $ok; yield null => $ok; })())), "\n";
--EXPECT--
Expected item to be an Async\Awaitable object
Expected item to be an Async\Awaitable object
Expected item to be an Async\Awaitable object
Expected item to be an Async\Awaitable object
Expected item to be an Async\Awaitable object
Expected item to be an Async\Awaitable object
Invalid key type: must be string, long or null
Invalid key type: must be string, long or null
[[1,1],[]]
