--TEST--
Steps: what escapes a body, and who is left behind
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
$steps->coroutine('C0', function () use ($steps) {
    $steps->suspend('C0', 1);
    throw new LogicException('no');
});
$steps->coroutine('C1', function () {
    throw new Async\AsyncCancellation('silent');
});
$stray = null;
$steps->coroutine('C2', function () use (&$stray) {
    $stray = Async\spawn(function () {
        try {
            Async\delay(60000);
        } catch (Async\AsyncCancellation $e) {
        }
    });
});
$steps->run(1000);
echo $steps->report(), "\n";
$stray->cancel();
--EXPECT--
unexpected: C0: LogicException: no
orphans: main: 1 coroutines are left
chaos-log:
