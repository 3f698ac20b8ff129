--TEST--
cancelled accept, connect and write throw
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await, delay};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

$cancelled = function (callable $body) {
    $c = spawn(function () use ($body) { @$body(); echo "never\n"; });
    suspend();
    suspend();
    $c->cancel();
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
        echo "cancelled\n";
    }
};
$cancelled(fn () => stream_socket_accept($server, 5));
$client = stream_socket_client($address);
$peer = stream_socket_accept($server);
$cancelled(fn () => fwrite($client, str_repeat("x", 16 << 20)));
spawn(fn () => 1);
$c = spawn(function () use ($address) { @stream_socket_client($address); echo "never\n"; });
$c2 = spawn(fn () => $c->cancel());
try {
    await($c);
} catch (Async\AsyncCancellation $e) {
    echo "cancelled\n";
}
var_dump(is_resource(stream_socket_accept($server, 5)));
--EXPECT--
cancelled
cancelled
cancelled
bool(true)
