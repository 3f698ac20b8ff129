--TEST--
Steps: a connection that the peer never gets is a violation
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

/* The kernel accepts here, and nobody else does. */
$listener = stream_socket_server('tcp://127.0.0.1:0');
$steps = new Steps(8192);
$P0 = $steps->peer('P0', ['mode' => 'consume']);
$steps->coroutine('C0', function () use ($steps, $P0, $listener) {
    $P0->address = 'tcp://' . stream_socket_get_name($listener, false);
    $steps->upload('C0', $P0, 10, 10);
});
$steps->run(1000);
echo $steps->report(), "\n";
--EXPECT--
liveness: P0 in accept: 1 connections wait to be accepted
chaos-log:
  - client C0: peer=P0 upload=10B writesize=10 writes=1 sent=10B end=all outcome=ok
