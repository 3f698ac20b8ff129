--TEST--
values arrive as they were sent
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(10);
$object = new stdClass();
$object->self = $channel;
$number = 5;
$reference = &$number;
$channel->send($reference);
$reference = 6;
foreach ([null, false, 1.5, 'text', ['a' => [1]], $object, fn () => 7] as $value) {
    $channel->send($value);
}
$channel->close();
foreach ($channel as $value) {
    echo $value === $object ? 'the object' : ($value instanceof Closure ? $value() : json_encode($value)), "\n";
}
/* Dropped with values in it, one of them itself. */
$channel = new Channel(2);
$channel->sendAsync($channel);
$channel->sendAsync(new class { public function __destruct() { echo "destroyed\n"; } });
$channel = null;
gc_collect_cycles();
echo "end\n";
--EXPECT--
5
null
false
1.5
"text"
{"a":[1]}
the object
7
destroyed
end
