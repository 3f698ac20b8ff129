--TEST--
a Future that nobody used is reported when it is let go, ignore() prevents that
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};

$state = new FutureState();
$future = new Future($state);
unset($state, $future);
echo "pending\n";

Future::completed(1);
echo "completed\n";

Future::completed(1)->ignore();
$state = new FutureState();
$state->ignore();
unset($state);
echo "ignored\n";
--EXPECTF--
Warning: Future was never used; call await(), map(), catch(), finally() or ignore() to suppress this warning. Created at %swarning_unused.php:4 in %s on line %d
pending

Warning: Future was never used; call await(), map(), catch(), finally() or ignore() to suppress this warning. Created at %swarning_unused.php:9 in %s on line %d
completed
ignored
