<?php
use function Async\{spawn, await, delay};

$coroutines = [];
for ($i = 0; $i < 24; $i++) {
    $child = proc_open(['sh', '-c', 'echo ready; exec sleep 60'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
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
