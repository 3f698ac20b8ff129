--TEST--
a command can be cancelled while it is silent and after it has closed its output
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

foreach (['exec sleep 0.3', 'exec >/dev/null; exec sleep 0.3', 'exec yes 2>/dev/null'] as $command) {
    foreach ([exec(...), shell_exec(...), passthru(...)] as $function) {
        $coroutine = spawn(function () use ($function, $command) {
            $lines = ['untouched'];
            ob_start(fn () => '', 4096);
            try {
                $function($command);
                echo "not reached\n";
            } finally {
                ob_end_clean();
            }
        });
        delay(30);
        $coroutine->cancel(new Async\AsyncCancellation('stop'));
        try {
            await($coroutine);
        } catch (Async\AsyncCancellation $e) {
            echo $e->getMessage(), ' ';
        }
    }
}
echo "\n";
--EXPECT--
stop stop stop stop stop stop stop stop stop 
