--TEST--
several writers of one pipe: nothing is lost or invented
--DESCRIPTION--
B12: each goes on only for itself.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

const CHILD = '$counts = []; while (($s = fread(STDIN, 4096)) !== "" && $s !== false) {
    foreach (count_chars($s, 1) as $c => $n) { $counts[chr($c)] = ($counts[chr($c)] ?? 0) + $n; } }
    ksort($counts); echo json_encode($counts), "\n";';
$child = proc_open([PHP_BINARY, '-n', '-r', CHILD], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$writers = [];
foreach (['a', 'b', 'c', 'd'] as $letter) {
    $writers[] = spawn(fn () => fwrite($pipes[0], str_repeat($letter, 300000)));
}
foreach ($writers as $writer) {
    echo await($writer), "\n";
}
fclose($pipes[0]);
echo fgets($pipes[1]);
--EXPECT--
300000
300000
300000
300000
{"a":300000,"b":300000,"c":300000,"d":300000}
