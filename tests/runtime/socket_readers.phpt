--TEST--
readers of one socket: a cancelled one takes nothing from the others (K32)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, delay, await_all};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

$got = [];
foreach ([1, 2, 3] as $i) {
    $all[$i] = spawn(function () use ($a, $i, &$got) {
        try {
            $got[$i] = fread($a, 1);
        } catch (Async\AsyncCancellation $e) {
            $got[$i] = "cancelled";
        }
    });
}
suspend();
$all[2]->cancel();
delay(1);
fwrite($b, "x");
delay(5);
fwrite($b, "y");
await_all($all);
ksort($got);
echo json_encode($got), "\n";
--EXPECT--
{"1":"x","2":"cancelled","3":"y"}
