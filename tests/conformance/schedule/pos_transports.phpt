--TEST--
under pos channels and sockets deliver everything, in order
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=pos:8
--FILE--
<?php
use Async\Channel;
use function Async\{spawn, await_all};

$channel = new Channel(2);
[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$sent = $read = '';
$taken = [];
$all[] = spawn(function () use ($channel) {
    for ($i = 0; $i < 20; $i++) {
        $channel->send($i);
    }
    $channel->close();
});
for ($c = 0; $c < 2; $c++) {
    $all[] = spawn(function () use ($channel, $near, &$taken, &$sent) {
        foreach ($channel as $i) {
            $taken[] = $i;
            $sent .= $piece = "$i,";
            fwrite($near, $piece);
        }
    });
}
$all[] = spawn(function () use ($far, &$read) {
    while (substr_count($read, ',') < 20) {
        $read .= fread($far, 7);
    }
});
await_all($all);
sort($taken);
var_dump($taken === range(0, 19), $read === $sent);
--EXPECT--
bool(true)
bool(true)
