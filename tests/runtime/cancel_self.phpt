--TEST--
a coroutine that cancels itself runs on; who awaits it sees the cancellation (K7)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend, current_coroutine};


$c = spawn(function () {
    current_coroutine()->cancel(new Async\AsyncCancellation("me"));
    echo "still\n";
    suspend();
    echo "here\n";
    return 1;
});
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
$c = spawn(function () {
    current_coroutine()->cancel(new Async\AsyncCancellation("me"));
    throw new RuntimeException("real");
});
try {
    await($c);
} catch (RuntimeException $e) {
    echo $e->getMessage(), " <- ", $e->getPrevious()->getMessage(), "\n";
}
--EXPECT--
still
here
me
real <- me
