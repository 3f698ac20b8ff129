--TEST--
a parked sender can be cancelled, or run out of time
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_DGRAM, 0);
$fill = function () use ($a) {
    while (stream_socket_sendto($a, "datagram") > 0) {
    }
    return stream_get_meta_data($a)["timed_out"];
};
$sender = spawn($fill);
delay(3);
$sender->cancel(new Async\AsyncCancellation("no more"));
try {
    await($sender);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
stream_set_timeout($a, 0, 10000);
echo json_encode(await(spawn(fn () => @$fill()))), "\n";
--EXPECT--
no more
true
