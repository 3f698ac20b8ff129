--TEST--
foreach ends quietly when close() finds its consumers parked
--DESCRIPTION--
B24
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(0);
$consumers = [];
for ($i = 0; $i < 3; $i++) {
    $consumers[] = spawn(function () use ($channel) {
        $sum = 0;
        foreach ($channel as $value) {
            $sum += $value;
        }
        return $sum;
    });
}
for ($i = 1; $i <= 10; $i++) {
    $channel->send($i);
}
delay(5);
$channel->close();
[$sums, $errors] = await_all($consumers);
var_dump(array_sum($sums), count($errors));
--EXPECT--
int(55)
int(0)
