--TEST--
cycles through Futures and their callables are collected
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};

class Watched { public $future; function __destruct() { echo "collected\n"; } }

$watched = new Watched();
$state = new FutureState();
$watched->future = new Future($state);
$watched->future->map(function () use ($watched, $state) { return $watched; })->ignore();
unset($watched, $state);
gc_collect_cycles();
echo "--\n";

$result = new Watched();
$state = new FutureState();
$result->future = new Future($state);
$result->future->ignore();
$state->complete($result);
unset($result, $state);
gc_collect_cycles();
--EXPECT--
collected
--
collected
