--TEST--
a pipe that is set non-blocking does not wait
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['sleep', '60'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
await(spawn(function () use ($pipes) {
    stream_set_blocking($pipes[0], false);
    stream_set_blocking($pipes[1], false);
    var_dump(fread($pipes[1], 10), fgets($pipes[1]), feof($pipes[1]));
    $data = str_repeat('x', 4 << 20);
    $written = @fwrite($pipes[0], $data);
    var_dump($written > 0 && $written < strlen($data));
    var_dump((int) @fwrite($pipes[0], $data));
    var_dump(stream_get_meta_data($pipes[1])['blocked']);
}));
proc_terminate($child, 9);
--EXPECT--
string(0) ""
bool(false)
bool(false)
bool(true)
int(0)
bool(false)
