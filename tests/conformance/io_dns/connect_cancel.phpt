--TEST--
a cancelled connection attempt to a name throws and leaves no descriptor
--DESCRIPTION--
B37
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$server = stream_socket_server("tcp://127.0.0.1:0");
$port = substr(strrchr(stream_socket_get_name($server, false), ":"), 1);
$fds = fn () => count(scandir("/proc/self/fd"));
gethostbyname("localhost");
await(spawn(fn () => gethostbyname("localhost")));
$before = $fds();
$cancelled = 0;
for ($after = 0; $after < 10; $after++) {
    $c = spawn(function () use ($port) { @stream_socket_client("tcp://localhost:$port"); });
    for ($i = 0; $i < $after; $i++) {
        suspend();
    }
    $c->cancel();
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
        $cancelled++;
    }
    unset($c, $e);
    while ($peer = @stream_socket_accept($server, 0)) {
        fclose($peer);
    }
}
echo $cancelled > 0 ? "cancelled" : "never", $fds() - $before, "\n";
--EXPECT--
cancelled0
