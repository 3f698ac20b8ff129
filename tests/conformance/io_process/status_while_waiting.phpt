--TEST--
asking for the status does not take the end from who waits
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'read x; exit 6'], [['pipe', 'r']], $pipes);
$closer = spawn(fn () => proc_close($child));
$poller = spawn(function () use ($child) {
    while (is_resource($child) && proc_get_status($child)['running']) {
        delay(1);
    }
});
echo await($closer), "\n";
await($poller);
--EXPECT--
6
