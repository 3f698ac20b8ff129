--TEST--
a channel as an element of a wait ends with its close
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(1);
spawn(function () use ($channel) {
    $channel->send('values do not count');
    delay(5);
    $channel->close();
});
try {
    await_any_or_fail([$channel, spawn(function () { delay(2000); })]);
} catch (ChannelException $e) {
    echo $e->getMessage(), "\n";
}
[$values, $errors] = await_all(['channel' => $channel, 'coroutine' => spawn(fn () => 1)]);
echo get_class($errors['channel']), ' ', $errors['channel']->reason->name, ' ', $values['coroutine'], "\n";
try {
    await($channel);
} catch (TypeError $e) {
    echo "TypeError\n";
}
exit;
--EXPECT--
Channel is closed
Async\ChannelException EXPLICIT 1
TypeError
