--TEST--
a cancelled read throws and leaves the stream usable (K30)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$server = stream_socket_server("tcp://127.0.0.1:0");
$address = "tcp://" . stream_socket_get_name($server, false);

spawn(fn () => 1);
$c = stream_socket_client($address);
$p = stream_socket_accept($server);
$reader = spawn(function () use ($c) { return fread($c, 10); });
suspend();
$reader->cancel();
try {
    await($reader);
} catch (Async\AsyncCancellation $e) {
    echo get_class($e), "\n";
}
fwrite($p, "later");
var_dump(fread($c, 10));
--EXPECT--
Async\AsyncCancellation
string(5) "later"
