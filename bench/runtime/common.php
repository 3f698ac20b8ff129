<?php
/* What the programs of bench/runtime share: run one way, print "seconds peak_kib" of it. */

/** @param array<string, callable> $ways by name: "coroutines" and "fibers" */
function measure(array $ways): void
{
    $way = $ways[$_SERVER['argv'][1] ?? ''] ?? exit("a way is needed: " . implode(', ', array_keys($ways)) . "\n");
    ini_set('memory_limit', -1);
    $start = hrtime(true);
    $way();
    $seconds = (hrtime(true) - $start) / 1e9;
    preg_match('/^VmHWM:\s*(\d+)/m', file_get_contents('/proc/self/status'), $peak);
    printf("%.4f %d\n", $seconds, $peak[1]);
}
