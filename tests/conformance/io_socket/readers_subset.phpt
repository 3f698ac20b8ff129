--TEST--
some of the readers of one stream are cancelled; the bytes go to the others (K32)
--DESCRIPTION--
B11, B46
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all, suspend, delay};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
for ($size = 1; $size <= 8192; $size += 8191) {
    $all = [];
    for ($i = 0; $i < 6; $i++) {
        $all[$i] = spawn(fn () => fread($a, $size));
    }
    suspend();
    foreach ([1, 2, 5] as $i) {
        $all[$i]->cancel();
    }
    $got = spawn(fn () => await_all($all)[0]);
    foreach (["x", "y", "z"] as $byte) {
        fwrite($b, $byte);
        delay(2);
    }
    $bytes = Async\await($got);
    sort($bytes);
    echo json_encode($bytes), "\n";
}
--EXPECT--
["x","y","z"]
["x","y","z"]
