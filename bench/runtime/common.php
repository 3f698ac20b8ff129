<?php
/* What the programs of bench/runtime share: run one way, print "seconds peak_kib" of it. None of them waits, so the time
 * is the processor's, which says the same on a busy machine. */

function processor_seconds(): float
{
    $usage = getrusage();
    return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']
        + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}

/** @param array<string, callable> $ways by name: "coroutines" and "fibers" */
function measure(array $ways): void
{
    $way = $ways[$_SERVER['argv'][1] ?? ''] ?? exit("a way is needed: " . implode(', ', array_keys($ways)) . "\n");
    ini_set('memory_limit', -1);
    $start = processor_seconds();
    $way();
    $seconds = processor_seconds() - $start;
    preg_match('/^VmHWM:\s*(\d+)/m', file_get_contents('/proc/self/status'), $peak);
    printf("%.4f %d\n", $seconds, $peak[1]);
}
