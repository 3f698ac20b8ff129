--TEST--
thousands of waits that are given up do not wear the accounting down
--DESCRIPTION--
B26: a wait that is stopped without having been started, or twice, steals the count of another; the delay at the end would be a false deadlock.
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
spawn(fn () => 0);
suspend();
stream_set_timeout($a, 0, 1000);
for ($i = 0; $i < 200; $i++) {
    $reader = spawn(function () use ($a) { try { @fread($a, 1); } catch (Async\AsyncCancellation) {} });
    suspend();
    $reader->cancel();
    $reader->cancel();
    await($reader);
}
$late = spawn(function () { delay(5); return 'late'; });
echo await($late), "\n";
--EXPECT--
late
