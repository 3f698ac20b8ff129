--TEST--
Steps: pauses that the program and its peers asked for do not count against the bound
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

$steps = new Steps(8192);
$P0 = $steps->peer('P0', ['mode' => 'serve', 'payload' => 10, 'slice' => 1, 'delay' => 100]);
$P1 = $steps->peer('P1', ['mode' => 'consume', 'never_read' => 300]);
$steps->coroutine('C0', function () use ($steps, $P0, $P1) {
    $steps->download('C0', $P0, 8192);
    $steps->delay('C0', 700);
    $steps->upload('C0', $P1, 10, 10);
});
$steps->run(600);
echo $steps->report(), "\n";
--EXPECT--
DONE
