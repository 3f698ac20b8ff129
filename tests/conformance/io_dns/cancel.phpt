--TEST--
a lookup can be cancelled at any moment of its life
--DESCRIPTION--
B37: a request that a worker is at cannot be cancelled, so it must not be freed.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); if (gethostbyname('localhost') === 'localhost') die('skip localhost has no address here'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, delay, await, await_all};

$counts = ["cancelled" => 0, "through" => 0];
for ($after = 0; $after < 12; $after++) {
    $all = [];
    for ($i = 0; $i < 8; $i++) {
        $all[] = spawn(function () use ($i, &$counts) {
            try {
                gethostbyname($i % 2 ? "localhost" : "no-such-host-$i.invalid");
                $counts["through"]++;
            } catch (Async\AsyncCancellation $e) {
                $counts["cancelled"]++;
            }
        });
    }
    suspend();
    for ($i = 0; $i < $after; $i++) {
        $i < 6 ? suspend() : delay(1);
    }
    foreach ($all as $c) {
        $c->cancel();
    }
    await_all($all);
}
echo array_sum($counts), $counts["cancelled"] >= 8 ? "" : " none cancelled", "\n";
echo gethostbyname("localhost"), "\n";
--EXPECT--
96
127.0.0.1
