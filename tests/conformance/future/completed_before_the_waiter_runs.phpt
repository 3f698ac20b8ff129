--TEST--
two Futures that end before their waiter runs: the first one's value is delivered, nothing is lost or kept
--DESCRIPTION--
B03, B06, S5: the second result overwrote the first in the waker.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await_all, await_any_or_fail, spawn};

$text = fn (string $what, int $i) => str_repeat($what, $i);
for ($round = 1; $round <= 3; $round++) {
    $a = new FutureState();
    $b = new FutureState();
    spawn(function () use ($a, $b, $text, $round) {
        $a->complete($text("a", $round));
        $b->complete($text("b", $round));
    });
    echo await_any_or_fail([new Future($a), new Future($b)]), "\n";

    $c = new FutureState();
    $d = new FutureState();
    spawn(function () use ($c, $d, $text, $round) {
        $d->complete($text("d", $round));
        $c->complete($text("c", $round));
    });
    echo implode(await_all([new Future($c), new Future($d)])[0]), "\n";

    $e = new FutureState();
    $e->complete($text("e", $round));
    $f = new FutureState();
    spawn(fn () => $f->complete($text("f", $round)));
    echo await_any_or_fail([new Future($f), new Future($e)]), "\n";
}
--EXPECT--
a
cd
e
aa
ccdd
ee
aaa
cccddd
eee
