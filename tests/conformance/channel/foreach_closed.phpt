--TEST--
foreach ends quietly when the channel is closed and empty
--DESCRIPTION--
B24: the exception of the close escaped the loop, or came up in the producer
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(3);
$producer = spawn(function () use ($channel) {
    for ($i = 1; $i <= 5; $i++) {
        $channel->send($i);
    }
    $channel->close();
    return 'closed without an exception';
});
foreach ($channel as $key => $value) {
    echo var_export($key, true), ' ', $value, "\n";
}
echo await($producer), "\n";
foreach ($channel as $value) {
    echo "never\n";
}
echo "end\n";
--EXPECT--
NULL 1
NULL 2
NULL 3
NULL 4
NULL 5
closed without an exception
end
