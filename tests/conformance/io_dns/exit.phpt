--TEST--
exit with lookups under way
--DESCRIPTION--
B39: the loop must not be closed, nor memory leak, while workers still have requests.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};

for ($i = 0; $i < 10; $i++) {
    spawn(fn () => gethostbyname("no-such-host-$i.invalid"));
}
suspend();
echo "end\n";
exit(0);
--EXPECT--
end
