--TEST--
a child that somebody else has reaped: no hang, the exit code is unknown
--DESCRIPTION--
B65, its variant.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_waitpid')) die('skip no pcntl'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'read x; exit 4'], [['pipe', 'r']], $pipes);
$pid = proc_get_status($child)['pid'];
fclose($pipes[0]);
pcntl_waitpid($pid, $status);
echo pcntl_wexitstatus($status), "\n";
echo await(spawn(fn () => proc_close($child))), "\n";
--EXPECT--
4
-1
