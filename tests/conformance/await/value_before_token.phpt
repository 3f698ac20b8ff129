--TEST--
a target that has ended wins over a token that has fired; a pending one does not
--DESCRIPTION--
K9, K10.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{FutureState, OperationCanceledException, TimeoutException};
use function Async\{await, spawn, timeout};

$log = [];
$may_end = new FutureState();
$slow = spawn(function () use (&$log, $may_end) { await(new Async\Future($may_end)); $log[] = "done"; return 1; });
try {
    await($slow, timeout(5));
} catch (OperationCanceledException $e) {
    echo get_class($e->getPrevious()), ": ", $e->getPrevious()->getMessage(), "\n";
}
$log[] = "cut off";

$token = timeout(1);
try {
    await($token);
} catch (TimeoutException) {
    var_dump($token->isCompleted());
}
$finished = spawn(fn () => "value");
await($finished);
echo await($finished, $token), "\n";
try {
    await($slow, $token);
} catch (OperationCanceledException $e) {
    echo $e->getMessage(), "\n";
}
$may_end->complete(null);
var_dump(await($slow, $slow));
echo implode(", ", $log), "\n";
--EXPECT--
Async\TimeoutException: Timeout occurred after 5 milliseconds
bool(true)
value
Operation has been cancelled
int(1)
cut off, done
