--TEST--
a token ends a wait for several, not what is waited for; it may be an element itself
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{FutureState, Future, OperationCanceledException, TimeoutException};
use function Async\{await, await_all, await_all_or_fail, await_any_of, await_any_of_or_fail, await_any_or_fail, await_first_success, delay, spawn, timeout};

$end = new FutureState();
$slow = spawn(fn () => await(new Future($end)));
$waits = [
    fn ($token) => await_any_or_fail([$slow], $token),
    fn ($token) => await_first_success([$slow], $token),
    fn ($token) => await_all_or_fail([$slow], $token),
    fn ($token) => await_all([$slow], $token),
    fn ($token) => await_any_of_or_fail(1, [$slow], $token),
    fn ($token) => await_any_of(1, [$slow], $token),
    fn ($token) => await_all((function () use ($slow) { yield $slow; })(), $token),
];
foreach ($waits as $wait) {
    try {
        $wait(timeout(3));
    } catch (OperationCanceledException $e) {
        echo $e->getMessage(), ", ", get_class($e->getPrevious()), "\n";
    }
}
var_dump($slow->isCompleted());

$token = spawn(function () { delay(1); return "token"; });
try {
    echo await_any_or_fail([$slow, $token], $token), "\n";
} catch (OperationCanceledException $e) {
    echo "token\n";
}
$end->complete("slow");
echo await($slow), "\n";
--EXPECT--
Operation has been cancelled, Async\TimeoutException
Operation has been cancelled, Async\TimeoutException
Operation has been cancelled, Async\TimeoutException
Operation has been cancelled, Async\TimeoutException
Operation has been cancelled, Async\TimeoutException
Operation has been cancelled, Async\TimeoutException
Operation has been cancelled, Async\TimeoutException
bool(false)
token
slow
