--TEST--
stream_set_timeout() limits a write: short count
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

spawn(fn () => 1);
stream_set_timeout($a, 0, 30000);
$n = @fwrite($a, str_repeat("x", 4 << 20));
var_dump($n > 0 && $n < 4 << 20, stream_get_meta_data($a)["timed_out"]);
--EXPECT--
bool(true)
bool(true)
