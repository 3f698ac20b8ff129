--TEST--
a cancelled accept takes no connection and leaves no descriptor
--DESCRIPTION--
S6: the connection that came together with the cancellation stays in the queue.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, suspend, delay};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);
$fds = fn () => count(scandir("/proc/self/fd"));
$before = null;
for ($i = 0; $i < 10; $i++) {
    $c = spawn(function () use ($server) { return @stream_socket_accept($server, 10); });
    suspend();
    $client = stream_socket_client($address, $number, $text, 5, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
    $c->cancel();
    try {
        await($c);
        echo "not cancelled\n";
    } catch (Async\AsyncCancellation $e) {
    }
    unset($c, $e);
    $peer = stream_socket_accept($server, 10);
    fwrite($peer, "x");
    echo fread($client, 1);
    fclose($peer);
    fclose($client);
    $before ??= $fds();
}
echo $fds() - $before, "\n";
--EXPECT--
xxxxxxxxxx0
