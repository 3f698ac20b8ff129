--TEST--
a destructor called by the collector may suspend, spawn and await
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await};

class Node {
    public ?Node $other = null;
    function __construct(public string $name) {}
    function __destruct() {
        suspend();
        echo await(spawn(fn () => "collected {$this->name}")), "\n";
    }
}
$other = spawn(function () { for ($i = 0; $i < 20; $i++) { $x = new stdClass; $x->x = $x; unset($x); gc_collect_cycles(); suspend(); } echo "other\n"; });
$a = new Node('a');
$a->other = new Node('b');
$a->other->other = $a;
unset($a);
gc_collect_cycles();
await($other);
gc_collect_cycles();
echo "end\n";
--EXPECT--
collected a
collected b
other
end
