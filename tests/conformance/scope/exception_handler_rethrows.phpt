--TEST--
an exception handler that throws the very exception it was given hands it on once, without itself as its previous, and it goes
--DESCRIPTION--
B71: an exception that became its own previous was freed while it was in use.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\Scope;
use function Async\delay;

$seen = [];
$outer = Scope::inherit();
$outer->setExceptionHandler(function ($scope, $coroutine, $exception) use (&$seen) {
    $seen[] = WeakReference::create($exception);
    echo $exception->getMessage(), " ";
    var_dump($exception->getPrevious());
});
$inner = Scope::inherit($outer);
$inner->setExceptionHandler(function ($scope, $coroutine, $exception) { throw $exception; });
$inner->spawn(function () { throw new RuntimeException("first"); });
delay(1);
$inner = null;
delay(1);
var_dump($seen[0]->get());
$outer->spawn(function () { throw new LogicException("second"); });
delay(1);
echo "end\n";
--EXPECT--
first NULL
NULL
second NULL
end
