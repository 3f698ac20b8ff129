--TEST--
an error that nobody saw is reported when its Future is let go
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};

$state = new FutureState();
$future = new Future($state);
$state->error(new Exception("lost"));
unset($state, $future);
echo "let go\n";

Future::failed(new Exception("quiet"))->ignore();
try {
    Future::failed(new Exception("seen"))->await();
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
echo Future::failed(new Exception("handled"))->catch(fn ($e) => $e->getMessage())->await(), "\n";
--EXPECTF--
Warning: Future was never used; call await(), map(), catch(), finally() or ignore() to suppress this warning. Created at %swarning_rejected.php:4 in %s on line %d

Warning: Unhandled exception in Future: lost; use catch() or ignore() to handle. Created at %swarning_rejected.php:4, completed at %swarning_rejected.php:6 in %s on line %d
let go
seen
handled
