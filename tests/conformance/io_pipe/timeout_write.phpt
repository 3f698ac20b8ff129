--TEST--
a time limit ends a write into a full pipe
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['sleep', '60'], [['pipe', 'r']], $pipes);
await(spawn(function () use ($pipes) {
    stream_set_timeout($pipes[0], 0, 20000);
    $data = str_repeat('x', 4 << 20);
    $first = @fwrite($pipes[0], $data);
    var_dump($first > 0 && $first < strlen($data));
    var_dump(stream_get_meta_data($pipes[0])['timed_out']);
    var_dump(@fwrite($pipes[0], $data));
}));
proc_terminate($child, 9);
--EXPECT--
bool(true)
bool(true)
bool(false)
