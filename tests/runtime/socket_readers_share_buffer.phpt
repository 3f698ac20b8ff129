--TEST--
readers of one stream neither lose nor repeat a byte
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:7
--FILE--
<?php
use function Async\{spawn, delay, suspend, await_all};

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

$record = fn (int $i) => sprintf("%05d\n", $i);
$got = "";
for ($i = 0; $i < 3; $i++) {
    $readers[] = spawn(function () use ($a, &$got) {
        while (($data = fread($a, 100)) !== "" && $data !== false) {
            $got .= $data;
            suspend();
        }
    });
}
for ($i = 0; $i < 6000; $i++) {
    fwrite($b, $record($i));
    if ($i % 37 === 0) {
        delay(0);
    }
}
fclose($b);
await_all($readers);
var_dump(strlen($got), md5($got) === md5(implode("", array_map($record, range(0, 5999)))));
--EXPECT--
int(36000)
bool(true)
