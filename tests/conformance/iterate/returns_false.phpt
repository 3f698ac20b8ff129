--TEST--
a callback that returns false ends the iteration; other values do not
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{iterate, suspend};

$seen = [];
iterate([1, 2, 3, 4], function ($v) use (&$seen) { $seen[] = $v; return $v !== 3; });
iterate([5, 6], function ($v) use (&$seen) { $seen[] = $v; return null; });
iterate([7, 8], function ($v) use (&$seen) { $seen[] = $v; return 0; });
echo implode(",", $seen), "\n";
--EXPECT--
1,2,3,5,6,7,8
