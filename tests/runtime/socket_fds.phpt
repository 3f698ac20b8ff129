--TEST--
a descriptor outlives neither its stream nor a cancelled call
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await, delay};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

$fds = fn () => count(scandir("/proc/self/fd"));
spawn(fn () => 1);
$round = function () use ($server, $address) {
    $accept = spawn(function () use ($server) { return @stream_socket_accept($server, 5); });
    $c = stream_socket_client($address);
    $p = await($accept);
    $reader = spawn(fn () => fread($p, 10));
    $late = spawn(fn () => @stream_socket_client($address));
    suspend();
    $reader->cancel();
    $late->cancel();
    try {
        await($reader);
    } catch (Async\AsyncCancellation $e) {
    }
    try {
        await($late);
    } catch (Async\AsyncCancellation $e) {
    }
    while ($left = @stream_socket_accept($server, 0)) {
        fclose($left);
    }
};
$round();
$before = $fds();
for ($i = 0; $i < 20; $i++) {
    $round();
}
var_dump($fds() - $before);
--EXPECT--
int(0)
