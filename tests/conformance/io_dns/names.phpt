--TEST--
a name is looked up with the coroutine parked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$log = [];
[$results] = await_all([
    spawn(function () use (&$log) {
        $address = gethostbyname("localhost");
        $log[] = "looked up";
        return $address;
    }),
    spawn(fn () => in_array("127.0.0.1", gethostbynamel("localhost"), true)),
    spawn(function () use (&$log) { $log[] = "other"; }),
]);
echo json_encode([$results[0], $results[1], $log]), "\n";
--EXPECT--
["127.0.0.1",true,["other","looked up"]]
