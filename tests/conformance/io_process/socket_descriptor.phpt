--TEST--
a socket to a child parks like any socket
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['cat'], [['socket'], ['socket']], $pipes);
$reader = spawn(fn () => fgets($pipes[1]));
$writer = spawn(fn () => fwrite($pipes[0], "by socket\n"));
echo await($reader), await($writer), "\n";
--EXPECT--
by socket
10
