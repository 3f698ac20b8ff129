--TEST--
exit() with coroutines unstarted, queued, parked and cancelled
--DESCRIPTION--
B09: a queued or unstarted coroutine that a shutdown pops in a stale state.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, suspend};

[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$log = [];
$note = function (string $name, callable $f) use (&$log) {
    return spawn(function () use ($name, $f, &$log) {
        try {
            $f();
            $log[] = "$name ended";
        } catch (Async\AsyncCancellation $e) {
            $log[] = "$name {$e->getMessage()}";
        }
    });
};
register_shutdown_function(function () use (&$log) { sort($log); echo implode("\n", $log), "\n"; });
$keep = [
    $note('delay', fn () => delay(1000)),
    $note('read', fn () => fread($near, 1)),
    $note('yield', function () { for (;;) suspend(); }),
    $note('await', fn () => Async\await(Async\current_coroutine())),
    $cancelled = $note('cancelled', fn () => delay(1000)),
];
delay(1);
$cancelled->cancel();
spawn(function () use ($note) {
    $note('unstarted', fn () => 0);
    exit("bye\n");
});
delay(1000);
--EXPECT--
bye
await Graceful shutdown
cancelled Coroutine cancelled
delay Graceful shutdown
read Graceful shutdown
yield Graceful shutdown
