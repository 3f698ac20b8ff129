--TEST--
a derived Future ends though nobody holds its source any more
--DESCRIPTION--
B76: the chain belonged to the source's handle alone, and went with a temporary one.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\await;

$state = new FutureState();
$derived = (new Future($state))->map(fn ($v) => $v * 2);
$state->complete(21);
echo $derived->await(), "\n";

$state = new FutureState();
$chain = (new Future($state))->map(fn ($v) => $v + 1)->finally(fn () => null)->map(fn ($v) => $v + 1);
gc_collect_cycles();
$state->complete(0);
unset($state);
echo await($chain), "\n";

$state = new FutureState();
$source = new Future($state);
$caught = $source->catch(fn ($e) => $e->getMessage());
unset($source);
$state->error(new Exception("boom"));
echo await($caught), "\n";

echo await(Future::completed("temporary")->map('strtoupper')), "\n";
--EXPECT--
42
2
boom
TEMPORARY
