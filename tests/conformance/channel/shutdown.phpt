--TEST--
channels in shutdown functions and destructors
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(1);
class Late
{
    public function __construct(private Channel $channel) {}

    public function __destruct()
    {
        $this->channel->sendAsync('late');
        echo $this->channel->recv(), "\n";
    }
}
$late = new Late(new Channel(1));
register_shutdown_function(function () use ($channel) {
    spawn(function () use ($channel) { $channel->send('from shutdown'); });
    echo $channel->recv(), "\n";
});
echo "main\n";
--EXPECT--
main
from shutdown
late
