--TEST--
A test that no longer does what its finding takes says so, rather than pass
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no coroutine runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

/* K0 means to cancel C0 while it waits. */
$steps = new Steps();
$steps->expect_anchors(1);
$steps->coroutine('C0', function () use ($steps) {
    $steps->delay('C0', 1000);
});
$steps->coroutine('K0', function () use ($steps) {
    $steps->suspend('K0', 1);
    $steps->cancel('K0', 'C0');
});
$steps->run(5000);
echo $steps->report(), "\n";

/* C0 has ended before. */
$steps = new Steps();
$steps->expect_anchors(1);
$steps->coroutine('C0', function () use ($steps) {
    $steps->suspend('C0', 1);
});
$steps->coroutine('K0', function () use ($steps) {
    $steps->delay('K0', 50);
    $steps->cancel('K0', 'C0');
});
$steps->run(5000);
echo $steps->report(), "\n";

/* What somebody else cancels is no anchor; nor is it one that a program expects nothing of. */
$steps = new Steps();
$steps->expect_anchors(1);
$steps->coroutine('C0', function () use ($steps) {
    $steps->delay('C0', 1000);
});
$steps->coroutine('C1', function () use ($steps) {
    $steps->cancel('C1', 'C0');
});
$steps->run(5000);
echo $steps->report(), "\n";
$steps = new Steps();
$steps->coroutine('C0', function () use ($steps) {
    $steps->suspend('C0', 1);
});
$steps->run(5000);
echo $steps->report(), "\n";
?>
--EXPECT--
DONE
STALE: anchors hit 0/1; freeze the finding again
STALE: anchors hit 0/1; freeze the finding again
DONE
