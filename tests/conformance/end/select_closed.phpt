--TEST--
a stream closed while two waits have it, then a fatal error before either has run on: nothing leaks
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
memory_limit=64M
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
USE_ZEND_ALLOC=1
--FILE--
<?php
use function Async\{spawn, suspend};

[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
foreach ([1, 2] as $ignored) {
    spawn(function () use ($near) {
        $read = [$near];
        $write = $except = null;
        stream_select($read, $write, $except, 5);
        echo "never\n";
    });
}
suspend();
suspend();
fclose($near);
$text = str_repeat('x', 1 << 30);
--EXPECTF--
Fatal error: Allowed memory size of %d bytes exhausted%s(tried to allocate %d bytes) in %s on line %d
