--TEST--
a cancelled reader leaves the stream usable (K30)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend};

function tcp_pair(): array
{
    $server = stream_socket_server("tcp://127.0.0.1:0");
    $client = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
    return [$client, stream_socket_accept($server)];
}
[$a, $b] = tcp_pair();
$c = spawn(fn () => fread($a, 10));
suspend();
$c->cancel();
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
fwrite($b, "fine");
echo fread($a, 10), "\n";
--EXPECT--
Coroutine cancelled
fine
