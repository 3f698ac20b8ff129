--TEST--
a child that waits for a descriptor it has inherited takes nothing from its parent's wait for the same one
--DESCRIPTION--
B35: parent and child shared one epoll descriptor; when the child stopped waiting, its parent was never woken again.
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('posix_kill')) die('skip no pcntl or posix');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{await, delay, spawn};

[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$go, $stop] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(fn () => null));
$pid = pcntl_fork();
if ($pid === 0) {
    /* The parent is waiting by the time it has said so. */
    await(spawn(fn () => fgets($go)));
    stream_set_timeout($near, 0, 50000);
    $read = await(spawn(fn () => fgets($near)));
    fwrite($far, $read === false ? "nothing for the child\n" : "read by the child\n");
    exit(0);
}
$reader = spawn(fn () => fgets($near));
spawn(function () use ($stop) { delay(20); fwrite($stop, "go\n"); });
echo await($reader);
pcntl_waitpid($pid, $status);
var_dump(pcntl_wexitstatus($status));
--EXPECT--
nothing for the child
int(0)
