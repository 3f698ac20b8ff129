--TEST--
a callable that waits does not hold up the others of the same source
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, await_all};

$source = new FutureState();
$future = new Future($source);
$gate = new FutureState();
$first = $future->map(function ($v) use ($gate) { return $v . (new Future($gate))->await(); });
$second = $future->map(function ($v) use ($gate) { $gate->complete("!"); return "$v?"; });
$third = $first->map(fn ($v) => "[$v]");
$source->complete("go");
echo json_encode(await_all([$first, $second, $third])), "\n";
--EXPECT--
[["go!","go?","[go!]"],[]]
