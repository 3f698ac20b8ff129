--TEST--
ChannelException and ChannelCloseReason
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncException, Channel, ChannelCloseReason, ChannelException};

foreach (ChannelCloseReason::cases() as $case) {
    echo $case->name, ' = ', $case->value, "\n";
}
var_dump(ChannelCloseReason::from('explicit') === ChannelCloseReason::EXPLICIT);
var_dump(is_subclass_of(ChannelException::class, AsyncException::class));
$property = new ReflectionProperty(ChannelException::class, 'reason');
echo $property->getType(), ' ', $property->isPublic() ? 'public' : 'hidden', "\n";
var_dump(array_values(array_intersect(['Async\Awaitable', 'IteratorAggregate', 'Countable', 'Async\Completable'],
    class_implements(Channel::class))));
--EXPECT--
EXPLICIT = explicit
DISPOSED = disposed
NO_PRODUCERS = no producers timeout
NO_CONSUMERS = no consumers timeout
DEADLOCK = deadlock
SCOPE_DISPOSED = scope disposed
bool(true)
bool(true)
Async\ChannelCloseReason public
array(3) {
  [0]=>
  string(15) "Async\Awaitable"
  [1]=>
  string(17) "IteratorAggregate"
  [2]=>
  string(9) "Countable"
}
