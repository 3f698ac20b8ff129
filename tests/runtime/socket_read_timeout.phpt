--TEST--
stream_set_timeout() limits a read; the stream stays usable (K31)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

$others = 0;
spawn(function () use (&$others) { delay(1); $others++; });
stream_set_timeout($a, 0, 50000);
$start = microtime(true);
$r = fread($a, 10);
var_dump($r === false || $r === "", stream_get_meta_data($a)["timed_out"], feof($a), $others);
var_dump(microtime(true) - $start > 0.04);
fwrite($b, "z");
var_dump(fread($a, 10), stream_get_meta_data($a)["timed_out"]);
stream_set_timeout($a, 0, 500);
fread($a, 10);
var_dump(stream_get_meta_data($a)["timed_out"]);
--EXPECT--
bool(true)
bool(true)
bool(false)
int(1)
bool(true)
string(1) "z"
bool(false)
bool(true)
