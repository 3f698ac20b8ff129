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
