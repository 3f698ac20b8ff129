<?php
/* 10,000 coroutines that are parked at the same time: CPU time and memory of one program. */

use function Async\await_all;
use function Async\spawn;
use function Async\suspend;

const COROUTINES = 10000;
const ROUNDS = 10;

$ran = 0;
$start = getrusage();
$handles = [];
for ($i = 0; $i < COROUTINES; $i++) {
    $handles[] = spawn(static function () use (&$ran) {
        for ($round = 0; $round < ROUNDS; $round++) {
            suspend();
            $ran++;
        }
    });
}
await_all($handles);
$end = getrusage();
if ($ran !== COROUTINES * ROUNDS) {
    echo "ran $ran of ", COROUTINES * ROUNDS, " rounds\n";
    exit(1);
}
$us = 0;
foreach (['ru_utime', 'ru_stime'] as $key) {
    $us += ($end["$key.tv_sec"] - $start["$key.tv_sec"]) * 1e6 + $end["$key.tv_usec"] - $start["$key.tv_usec"];
}
printf("\n%d coroutines, %d switches each: %.1f us for each coroutine, %d MiB at the most\n", COROUTINES, ROUNDS + 1,
    $us / COROUTINES, $end['ru_maxrss'] / 1024);
