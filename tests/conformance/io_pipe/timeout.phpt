--TEST--
a time limit ends a read, and the pipe stays usable
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
await(spawn(function () use ($pipes) {
    var_dump(stream_set_timeout($pipes[1], 0, 20000));
    $start = hrtime(true);
    var_dump(@fread($pipes[1], 100));
    var_dump(hrtime(true) - $start >= 15e6);
    $meta = stream_get_meta_data($pipes[1]);
    var_dump($meta['timed_out'], $meta['eof'], feof($pipes[1]));
    fwrite($pipes[0], "late\n");
    stream_set_timeout($pipes[1], 60);
    echo fgets($pipes[1]);
    var_dump(stream_get_meta_data($pipes[1])['timed_out']);
}));
--EXPECT--
bool(true)
bool(false)
bool(true)
bool(true)
bool(false)
bool(false)
late
bool(false)
