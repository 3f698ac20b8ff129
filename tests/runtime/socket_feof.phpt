--TEST--
feof() does not wait
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

spawn(fn () => 1);
$start = microtime(true);
var_dump(feof($a), microtime(true) - $start < 1);
fclose($b);
var_dump(feof($a));
--EXPECT--
bool(false)
bool(true)
bool(true)
