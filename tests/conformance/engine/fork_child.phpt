--TEST--
a child has a loop of its own: it waits for itself, and its parent does not notice
--DESCRIPTION--
B35: a child that shared its parent's epoll descriptor would steal events.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (!function_exists('pcntl_fork')) die('skip no pcntl'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, delay, await};

await(spawn(function () { delay(1); }));
[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$pid = pcntl_fork();
if ($pid === 0) {
    fclose($near);
    $c = spawn(function () use ($far) { delay(2); fwrite($far, "from the child\n"); return 42; });
    exit(await($c) === 42 ? 0 : 1);
}
fclose($far);
$reader = spawn(fn () => fgets($near));
$timer = spawn(function () { delay(3); return "timer\n"; });
echo await($reader), await($timer);
pcntl_waitpid($pid, $status);
var_dump(pcntl_wexitstatus($status));
--EXPECT--
from the child
timer
int(0)
