--TEST--
objects of a run are freed: results, arguments, exceptions, closures
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all, delay, timeout, suspend};


class Canary
{
    public function __construct(private string $name) {}
    public function __destruct() { echo $this->name, "\n"; }
}
await(spawn(function (Canary $argument) { delay(1); }, new Canary("argument")));
await(spawn(fn () => new Canary("result")));
$bound = new Canary("bound");
$c = spawn(function () use ($bound) {});
unset($bound);
$c->cancel();
suspend();
echo "cancelled before start\n";
$value = await_all([spawn(fn () => new Canary("one of several"))]);
unset($value);
try {
    await(spawn(function () { delay(5); }), timeout(1));
} catch (Async\OperationCanceledException $e) {
}
echo "end\n";
--EXPECT--
argument
result
bound
cancelled before start
one of several
end
