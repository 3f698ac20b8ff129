--TEST--
streams and timers that are alive at the end are let go
--DESCRIPTION--
B30, B34: something hidden keeps the loop alive, or its state is torn down before its streams.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, timeout, graceful_shutdown};

[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$server = stream_socket_server('tcp://127.0.0.1:0');
$timeout = timeout(60000);
spawn(function () use ($near) {
    try {
        fread($near, 1);
    } catch (Async\AsyncCancellation) {
        echo "let go\n";
    }
});
suspend();
graceful_shutdown();
echo "main\n";
--EXPECT--
main
let go
