--TEST--
what is in the buffer already is read without waiting for more
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
await(spawn(function () use ($pipes) {
    fwrite($pipes[0], "one\ntwo");
    echo fgets($pipes[1]);
    $rest = '';
    while (strlen($rest) < 3) {
        $rest .= fread($pipes[1], 100);
    }
    echo $rest, "\n";
    fwrite($pipes[0], "three\n");
    echo fread($pipes[1], 100);
}));
--EXPECT--
one
two
three
