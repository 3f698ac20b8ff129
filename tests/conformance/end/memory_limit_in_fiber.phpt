--TEST--
out of memory in a Fiber of a coroutine ends the program; nobody runs any more
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
memory_limit=64M
--ENV--
USE_TRACKED_ALLOC=1
USE_ZEND_ALLOC=1
--FILE--
<?php
use function Async\{spawn, delay};

register_shutdown_function(fn () => print "shutdown\n");
spawn(function () {
    try {
        delay(1);
    } finally {
        echo "never\n";
    }
});
spawn(function () {
    $fiber = new Fiber(function () {
        Fiber::suspend();
        for ($chunks = [];; $chunks[] = str_repeat("x", 1 << 20));
    });
    $fiber->start();
    try {
        $fiber->resume();
    } finally {
        echo "never\n";
    }
});
delay(60000);
--EXPECTF--
Fatal error: Allowed memory size of %d bytes exhausted%s(tried to allocate %d bytes) in %s on line %d
shutdown
