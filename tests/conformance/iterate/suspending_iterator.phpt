--TEST--
an iterator may suspend in each of its methods; every element comes once
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{delay, iterate};

class Slow implements Iterator
{
    private int $at = 0;
    function rewind(): void { delay(1); $this->at = 0; }
    function valid(): bool { delay(1); return $this->at < 6; }
    function current(): mixed { delay(1); return $this->at; }
    function key(): mixed { delay(1); return "k$this->at"; }
    function next(): void { delay(1); $this->at++; }
}
foreach ([1, 3, 0] as $limit) {
    $seen = [];
    iterate(new Slow(), function ($v, $k) use (&$seen) { delay(3); $seen[$k] = $v; }, $limit);
    ksort($seen);
    echo json_encode($seen), "\n";
}
--EXPECT--
{"k0":0,"k1":1,"k2":2,"k3":3,"k4":4,"k5":5}
{"k0":0,"k1":1,"k2":2,"k3":3,"k4":4,"k5":5}
{"k0":0,"k1":1,"k2":2,"k3":3,"k4":4,"k5":5}
