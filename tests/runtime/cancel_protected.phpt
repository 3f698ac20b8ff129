--TEST--
protect() holds a cancellation back until its closure has returned (K8)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend, protect};


$c = spawn(function () {
    protect(function () {
        suspend();
        suspend();
        echo "P\n";
    });
    echo "never\n";
});
suspend();
$c->cancel(new Async\AsyncCancellation("first"));
$c->cancel(new Async\AsyncCancellation("second"));
var_dump($c->isCancellationRequested());
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
echo protect(fn () => "outside of a coroutine too"), "\n";
--EXPECT--
bool(true)
P
first
outside of a coroutine too
