--TEST--
a zombie does not count from the moment it becomes one, and its end counts nothing twice
--DESCRIPTION--
B32: a counter that was decremented for the cancellation and for the end again.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState, Scope};
use function Async\{await, delay, timeout};

$parent = Scope::inherit();
$child = Scope::inherit($parent);
$patience = new FutureState();
$short = $child->spawn(function () { delay(20); return "short"; });
$long = $child->spawn(function () use ($patience) { return await(new Future($patience)); });
delay(1);
$child->cancel();
echo await($short), "\n";
delay(1);

/* Nobody who counts is left: what remains is a zombie. */
$parent->awaitCompletion(timeout(60000));
var_dump($long->isCompleted());

/* Nor does the end of the other zombie hide a member of the parent's. */
$member = $parent->spawn(function () { delay(50); return "member"; });
$patience->complete("long");
echo await($long), "\n";
$parent->awaitCompletion(timeout(60000));
var_dump($member->isCompleted());
--EXPECT--
short
bool(false)
long
bool(true)
