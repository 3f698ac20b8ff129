--TEST--
Fiber::start() waits for the Fiber to yield or end; others run meanwhile
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend};

spawn(function () { echo "other\n"; });
$fiber = new Fiber(function (int $x, int ...$rest) {
    echo "in $x ", json_encode($rest), "\n";
    suspend();
    $y = Fiber::suspend($x + 1);
    echo "got $y\n";
    return 'ret';
});
var_dump($fiber->start(1, 2, 3));
var_dump($fiber->isSuspended(), $fiber->isTerminated());
var_dump($fiber->resume('v'));
var_dump($fiber->isTerminated(), $fiber->getReturn());
--EXPECT--
other
in 1 [2,3]
int(2)
bool(true)
bool(false)
got v
NULL
bool(true)
string(3) "ret"
