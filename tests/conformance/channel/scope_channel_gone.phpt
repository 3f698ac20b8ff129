--TEST--
a scope may outlive its channels
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelException, Scope};
use function Async\{await, await_all, delay, spawn, suspend};


$scope = new Scope();
await($scope->spawn(function () {
    for ($i = 0; $i < 3; $i++) {
        $channel = new Channel(1);
        $channel->send($channel);
        $channel->recv();
        new Channel();
    }
}));
gc_collect_cycles();
$scope->cancel();
echo "end\n";
--EXPECT--
end
