--TEST--
out of memory in the exception handler of a scope ends the program; nobody runs any more
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
use Async\Scope;
use function Async\{spawn, delay};

register_shutdown_function(fn () => print "shutdown\n");
spawn(function () {
    try {
        delay(60000);
    } finally {
        echo "never\n";
    }
});
$scope = new Scope();
$scope->setExceptionHandler(function () {
    for ($chunks = [];; $chunks[] = str_repeat("x", 1 << 20));
});
$scope->spawn(fn () => throw new Exception("to be handled"));
delay(60000);
--EXPECTF--
Fatal error: Allowed memory size of %d bytes exhausted%s(tried to allocate %d bytes) in %s on line %d
shutdown
