--TEST--
one of several parked readers gets what comes; the others stay parked (B11)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await_all, delay};

$child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$got = [];
$readers = [];
for ($i = 0; $i < 4; $i++) {
    $readers[] = spawn(function () use ($pipes, &$got) {
        $got[] = fread($pipes[1], 100);
    });
}
foreach (['x', 'y', 'z'] as $k => $byte) {
    delay(1);
    fwrite($pipes[0], $byte);
    while (count($got) <= $k) {
        delay(1);
    }
}
fclose($pipes[0]);
await_all($readers);
echo json_encode($got), "\n";
--EXPECT--
["x","y","z",""]
