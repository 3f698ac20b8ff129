--TEST--
a finished target wins over a fired token; a pending one does not (K10)
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay, timeout, suspend};


$token = timeout(1);
try {
    await($token);
} catch (Async\TimeoutException $e) {
    echo $e->getMessage(), "\n";
}
var_dump($token->isCompleted(), $token->isCancelled());
$c = spawn(fn () => "value");
suspend();
echo await($c, $token), "\n";
$c = spawn(function () { delay(2); });
try {
    await($c, $token);
} catch (Async\OperationCanceledException $e) {
    var_dump($e->getPrevious() instanceof Async\TimeoutException);
}
$done = spawn(fn () => 1);
suspend();
try {
    await($c, $done);
} catch (Async\OperationCanceledException $e) {
    var_dump($e->getPrevious());
}
var_dump(await($c, $c));
--EXPECT--
Timeout occurred after 1 milliseconds
bool(true)
bool(false)
value
bool(true)
NULL
NULL
