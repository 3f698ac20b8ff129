--TEST--
a coroutine in a cycle with what it returned is collected
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, await};

class Box { public $c; function __destruct() { echo "gone\n"; } }
$box = new Box;
$box->c = spawn(fn () => $box);
await($box->c);
unset($box);
gc_collect_cycles();
echo "end\n";
--EXPECT--
gone
end
