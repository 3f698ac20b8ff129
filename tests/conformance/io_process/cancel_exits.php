<?php
use function Async\{spawn, await, delay};

$start = hrtime(true);
const NOWHERE = ['file', '/dev/null', 'w'];
foreach ([fn () => proc_close(proc_open(['sleep', '20'], [1 => NOWHERE, 2 => NOWHERE], $pipes)),
    fn () => exec('exec sleep 20 2>/dev/null'), fn () => shell_exec('exec sleep 20 2>/dev/null')] as $call) {
    $coroutine = spawn($call);
    delay(5);
    $coroutine->cancel();
    try {
        await($coroutine);
    } catch (Async\AsyncCancellation $e) {
        echo "cancelled\n";
    }
}
register_shutdown_function(function () use ($start) {
    var_dump(hrtime(true) - $start < 15e9);
});
