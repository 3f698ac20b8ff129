--TEST--
Steps: the program of a frozen test
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

$steps = new Steps(buffer: 8192);
$P0 = $steps->peer('P0', ['mode' => 'consume', 'read' => 8192, 'rst' => 100]);
$steps->coroutine('C0', function () use ($steps, $P0) {
    $steps->upload('C0', $P0, 65536, 4096);
    $steps->delay('C0', 15);
    $steps->cancel('C0', 'C1');
});
$steps->coroutine('C1', function () use ($steps) {
    $steps->delay('C1', 1);
});
$steps->run(5000);
echo $steps->report(), "\n";
--EXPECT--
DONE
