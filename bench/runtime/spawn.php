<?php
/* 100,000 made and waited for, one after another: the price of a life. Memory must not grow. */
require __DIR__ . '/common.php';

const COUNT = 100000;

function flat(callable $once): void
{
    for ($i = 0; $i < COUNT / 10; $i++) {
        $once($i);
    }
    $before = memory_get_usage();
    for (; $i < COUNT; $i++) {
        $once($i);
    }
    $growth = memory_get_usage() - $before;
    if ($growth > 65536) {
        fwrite(STDERR, "memory has grown by $growth bytes\n");
        exit(1);
    }
}

measure([
    'coroutines' => fn () => flat(fn ($i) => Async\await(Async\spawn(fn () => $i))),
    'fibers' => fn () => flat(fn ($i) => (new Fiber(fn () => $i))->start()),
]);
