--TEST--
closing a stream while another coroutine has data ready does not run it in place
--DESCRIPTION--
B07, B08: a nested turn of the loop inside an operation, resumed coroutines that are not drained.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$inside = false;
$reader = spawn(function () use ($a, &$inside) { $data = fread($a, 8); var_dump($inside); return $data; });
$other = spawn(function () use ($c) { try { return fread($c, 8); } catch (Throwable $e) { return get_class($e); } });
suspend();
fwrite($b, 'ready');
$inside = true;
fclose($c);
fclose($d);
$inside = false;
echo await($reader), "\n";
$left = await($other);
var_dump($left === '' || $left === false);
--EXPECT--
bool(false)
ready
bool(true)
