--TEST--
who cancels itself goes on; the next one does not come either (K7)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await, current_coroutine};

$c = spawn(function () {
    current_coroutine()->cancel(new Async\AsyncCancellation('me'));
    current_coroutine()->cancel(new Async\AsyncCancellation('again'));
    echo "still\n";
    suspend();
    echo "here\n";
    return 5;
});
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
still
here
me
