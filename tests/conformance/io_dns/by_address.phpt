--TEST--
the name of an address is looked up with the coroutine parked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all};

$addresses = ["127.0.0.1", "::1", "192.0.2.1", "127.0.0.300", "", "localhost"];
// Before there is any coroutine, PHP's own function answers.
$expected = array_map(fn ($address) => @gethostbyaddr($address), $addresses);
$log = [];
[$results] = await_all([
    spawn(function () use ($addresses, &$log) {
        $names = array_map(fn ($address) => @gethostbyaddr($address), $addresses);
        $log[] = "looked up";
        return $names;
    }),
    spawn(function () use (&$log) { $log[] = "other"; }),
]);
echo json_encode([$results[0] === $expected, $log]), "\n";
--EXPECT--
[true,["other","looked up"]]
