--TEST--
an error that runs through a chain is reported once, by its last link
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\suspend;

$state = new FutureState();
$tail = (new Future($state))->map(fn ($v) => $v)->finally(fn () => null)->map(fn ($v) => $v);
$state->error(new Exception("lost"));
unset($state);
for ($i = 0; $i < 5; $i++) {
    suspend();
}
var_dump($tail->isCompleted());
echo "before\n";
unset($tail);
echo "after\n";
--EXPECTF--
bool(true)
before

Warning: Future was never used; call await(), map(), catch(), finally() or ignore() to suppress this warning. Created at %swarning_rejected_chain.php:%d in %s on line %d

Warning: Unhandled exception in Future: lost; use catch() or ignore() to handle. Created at %swarning_rejected_chain.php:%d%S in %s on line %d
after
