--TEST--
a timeout whose wait has ended otherwise fires no more, even if it is gone by then
--DESCRIPTION--
B36, B77: the timer of a wait that was given up still pointed to what had been freed.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{AsyncCancellation, Channel};
use function Async\{await, await_all, delay, spawn, timeout};

/* Each of these waits ends long before its token, and nobody holds the token afterwards. */
echo await(spawn(function () { delay(1); return "target"; }), timeout(1000)), "\n";
[$values] = await_all([spawn(function () { delay(1); return "element"; })], timeout(1100));
echo $values[0], "\n";
$channel = new Channel(1);
spawn(function () use ($channel) { delay(1); $channel->send("value"); });
echo $channel->recv(timeout(1200)), "\n";
$waiter = spawn(function () { await(spawn(fn () => delay(1400)), timeout(1200)); });
delay(1);
$waiter->cancel();
try {
    await($waiter);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
unset($waiter, $e);
/* Until all of them would have fired. */
delay(1600);
/* One that is far off does not keep the program waiting. */
$started = hrtime(true);
echo await(spawn(function () { delay(1); return "end"; }), timeout(600000)), "\n";
register_shutdown_function(function () use ($started) { var_dump(hrtime(true) - $started < 300e9); });
--EXPECT--
target
element
value
Coroutine cancelled
end
bool(true)
