<?php
/* 10,000 at a time that suspend 100 times each: the price of a switch. */
require __DIR__ . '/common.php';

const COUNT = 10000;
const SWITCHES = 100;

measure([
    'coroutines' => function () {
        $all = [];
        for ($i = 0; $i < COUNT; $i++) {
            $all[] = Async\spawn(function () {
                for ($k = 0; $k < SWITCHES; $k++) {
                    Async\suspend();
                }
            });
        }
        Async\await_all($all);
    },
    'fibers' => function () {
        $all = new SplQueue;
        for ($i = 0; $i < COUNT; $i++) {
            $fiber = new Fiber(function () {
                for ($k = 0; $k < SWITCHES; $k++) {
                    Fiber::suspend();
                }
            });
            $fiber->start();
            $all->enqueue($fiber);
        }
        while (!$all->isEmpty()) {
            $fiber = $all->dequeue();
            $fiber->resume();
            if (!$fiber->isTerminated()) {
                $all->enqueue($fiber);
            }
        }
    },
]);
