--TEST--
an event that fires while a cancelled coroutine runs its finally does not queue it again
--DESCRIPTION--
B10: an early return on a failed suspend leaves the wake-up subscribed.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$runs = 0;
$c = spawn(function () use ($a, $b, &$runs) {
    try {
        fread($a, 1);
    } finally {
        $runs++;
        fwrite($b, 'data');
        fclose($b);
        suspend();
        $runs++;
    }
});
suspend();
$c->cancel();
try {
    await($c);
} catch (Async\AsyncCancellation) {
}
delay(1);
var_dump($runs, fread($a, 4), $c->isQueued());
--EXPECT--
int(2)
string(4) "data"
bool(false)
