--TEST--
what the predicates say at each point of a life; they never contradict one another
--DESCRIPTION--
B78: a finished coroutine was suspended too.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\Coroutine;
use function Async\{await, current_coroutine, delay, spawn, suspend};

$show = function (string $when, Coroutine $c) {
    $facts = [];
    foreach (["Started", "Queued", "Suspended", "Completed", "Cancelled", "CancellationRequested"] as $fact) {
        if ($c->{"is$fact"}()) {
            $facts[] = strtolower($fact);
        }
    }
    echo $when, ": ", implode(" ", $facts), "\n";
    if ($c->isCompleted() && ($c->isSuspended() || $c->isQueued() || $c->isRunning())) {
        echo "contradiction\n";
    }
};
$c = spawn(function () use ($show) {
    $show("running", current_coroutine());
    suspend();
    delay(5);
});
$show("spawned", $c);
suspend();
$show("yielded", $c);
suspend();
$show("parked", $c);
await($c);
$show("finished", $c);

$never = spawn(fn () => null);
$never->cancel();
$show("cancelled before the start", $never);
suspend();
$show("and gone", $never);

$parked = spawn(function () { try { delay(1000); } catch (Async\AsyncCancellation) { } delay(1); });
suspend();
$parked->cancel();
$show("cancelled while parked", $parked);
await($parked);
$show("finished after a cancellation", $parked);
$failed = spawn(fn () => throw new Exception());
try { await($failed); } catch (Exception) { }
$show("failed", $failed);
--EXPECT--
spawned: queued
running: started
yielded: started queued suspended
parked: started suspended
finished: started completed
cancelled before the start: cancellationrequested
and gone: completed cancelled
cancelled while parked: started queued suspended cancellationrequested
finished after a cancellation: started completed cancelled
failed: started completed
