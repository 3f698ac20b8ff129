--TEST--
more lookups than threads
--DESCRIPTION--
B27: requests in the thread pool keep the program alive, like handles.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all};

$all = [];
for ($i = 0; $i < 20; $i++) {
    $all[] = spawn(fn () => gethostbyname($i % 2 ? "localhost" : "no-such-host.invalid"));
}
echo json_encode(array_count_values(await_all($all)[0])), "\n";
--EXPECT--
{"no-such-host.invalid":10,"127.0.0.1":10}
