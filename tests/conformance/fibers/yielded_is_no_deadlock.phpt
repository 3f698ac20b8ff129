--TEST--
yielded Fibers that nobody resumes are ended silently: no deadlock
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
$keep = [];
for ($i = 0; $i < 3; $i++) {
    $keep[$i] = new Fiber(function () use ($i) {
        try {
            Fiber::suspend();
            echo "never\n";
        } finally {
            echo "finally\n";
        }
    });
    $keep[$i]->start();
}
register_shutdown_function(fn () => print "shutdown\n");
echo "main ends\n";
--EXPECT--
main ends
shutdown
finally
finally
finally
