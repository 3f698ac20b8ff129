--TEST--
wrong arguments throw what PHP throws
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$attempts = [
    'capacity -1' => fn () => new Channel(-1),
    'noProducerTimeout -1' => fn () => new Channel(0, -1),
    'noConsumerTimeout -1' => fn () => new Channel(0, 0, -1),
    'capacity "x"' => fn () => new Channel('x'),
    'send()' => fn () => (new Channel(1))->send(),
    'send(1, 2)' => fn () => (new Channel(1))->send(1, 2),
    'send(1, channel)' => fn () => (new Channel(1))->send(1, new Channel()),
    'recv(1)' => fn () => (new Channel(1))->recv(1),
    'clone' => fn () => clone new Channel(),
    'serialize' => fn () => serialize(new Channel()),
    'property' => function () { $channel = new Channel(); $channel->x = 1; },
];
foreach ($attempts as $name => $attempt) {
    try {
        $attempt();
        echo $name, ": nothing\n";
    } catch (Throwable $e) {
        echo $name, ': ', $e instanceof ValueError ? 'ValueError' : ($e instanceof TypeError ? 'TypeError' : ($e instanceof Error ? 'Error' : 'Exception')), "\n";
    }
}
--EXPECT--
capacity -1: ValueError
noProducerTimeout -1: ValueError
noConsumerTimeout -1: ValueError
capacity "x": TypeError
send(): TypeError
send(1, 2): TypeError
send(1, channel): TypeError
recv(1): TypeError
clone: Error
serialize: Exception
property: Error
