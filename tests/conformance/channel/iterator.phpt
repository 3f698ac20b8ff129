--TEST--
getIterator(), iterator functions and generators go through the same loop
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelCloseReason, ChannelException, OperationCanceledException};
use function Async\{await, await_all, await_any_or_fail, delay, spawn, suspend, timeout};


$channel = new Channel(3);
foreach ([1, 2, 3] as $i) {
    $channel->send($i);
}
$iterator = $channel->getIterator();
var_dump($iterator instanceof Iterator);
$iterator->rewind();
$iterator->rewind();
var_dump($iterator->valid(), $iterator->current(), $iterator->current(), $channel->count());
$iterator->next();
var_dump($iterator->current());
$channel->close();
var_dump(iterator_to_array($channel, false));
$iterator->next();
var_dump($iterator->valid());
--EXPECT--
bool(true)
bool(true)
int(1)
int(1)
int(2)
int(2)
array(1) {
  [0]=>
  int(3)
}
bool(false)
