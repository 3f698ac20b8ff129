--TEST--
a pipe that is closed meanwhile ends the select
--DESCRIPTION--
B53: the number of a closed descriptor is soon another one's.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(["cat"], [["pipe", "r"], ["pipe", "w"]], $pipes);
$select = spawn(function () use (&$pipes) {
    $r = [$pipes[1]];
    $w = $e = null;
    try {
        @stream_select($r, $w, $e, 10);
    } catch (TypeError $e) {
    }
    return "back";
});
delay(3);
fclose($pipes[1]);
echo await($select), "\n";
fclose($pipes[0]);
--EXPECT--
back
