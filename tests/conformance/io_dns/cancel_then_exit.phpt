--TEST--
lookups that were cancelled just before the end
--DESCRIPTION--
B39: the loop must not be closed, nor memory leak, while workers still have requests.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};

$all = [];
for ($i = 0; $i < 10; $i++) {
    $all[] = spawn(fn () => gethostbyname("no-such-host-$i.invalid"));
}
suspend();
foreach ($all as $c) {
    $c->cancel();
}
echo "end\n";
--EXPECT--
end
