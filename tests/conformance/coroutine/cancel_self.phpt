--TEST--
who cancels itself runs on; the cancellation is thrown to who awaits it
--DESCRIPTION--
K7, B68: who had begun to wait was taken for running, or the other way round.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\AsyncCancellation;
use function Async\{await, current_coroutine, delay, spawn, suspend};

$c = spawn(function () {
    current_coroutine()->cancel(new AsyncCancellation("me"));
    current_coroutine()->cancel(new AsyncCancellation("me again"));
    echo "still\n";
    suspend();
    echo "here\n";
    delay(1);
    return "value";
});
try {
    await($c);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
var_dump($c->isCancelled(), $c->getException() === $e);

$error = spawn(function () {
    current_coroutine()->cancel(new AsyncCancellation("flag"));
    throw new RuntimeException("real");
});
try {
    await($error);
} catch (RuntimeException $e) {
    echo $e->getMessage(), " < ", $e->getPrevious()->getMessage(), "\n";
}
--EXPECT--
still
here
me
bool(true)
bool(true)
real < flag
