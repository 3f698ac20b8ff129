<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'sleep 0.05; exit 3'], [], $pipes);
$closers = [];
for ($i = 0; $i < 3; $i++) {
    $closers[] = spawn(fn () => proc_close($child));
}
foreach ($closers as $closer) {
    echo await($closer), "\n";
}
try {
    proc_close($child);
} catch (TypeError $e) {
    echo get_class($e), "\n";
}
