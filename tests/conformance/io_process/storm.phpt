--TEST--
children, readers, terminations and closes all at once
--DESCRIPTION--
B30, B40, B65.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$coroutines = [];
for ($i = 0; $i < 24; $i++) {
    $child = proc_open(['sh', '-c', 'echo ready; exec sleep 3'],
        [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
    $coroutines[] = spawn(function () use ($pipes) {
        while (@fgets($pipes[1]) !== false) {
        }
    });
    $coroutines[] = spawn(function () use ($child, $i) {
        delay($i % 5);
        proc_terminate($child, 9);
    });
    $coroutines[] = spawn(function () use ($child, $i) {
        delay($i % 3);
        if (is_resource($child)) {
            proc_close($child);
        }
    });
    unset($child);
}
foreach ($coroutines as $i => $coroutine) {
    if ($i % 7 == 0) {
        $coroutine->cancel();
    }
    try {
        await($coroutine);
    } catch (Async\AsyncCancellation) {
    } catch (TypeError) {
    }
}
echo "done\n";
--EXPECT--
done
