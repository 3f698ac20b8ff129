--TEST--
out of memory with coroutines in every state: nobody runs any more, and nothing is left behind
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
memory_limit=64M
--ENV--
TRUE_ASYNC_SCHED=fifo
USE_TRACKED_ALLOC=1
USE_ZEND_ALLOC=1
--FILE--
<?php
use Async\{Channel, Future, FutureState, Scope};
use function Async\{await, await_all, current_coroutine, delay, iterate, protect, spawn, suspend, timeout};

/* One coroutine in every state there is. None of them runs any more, and nothing of them is left. */
[$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$server = stream_socket_server("tcp://127.0.0.1:0");
$full = new Channel(1);
$full->sendAsync(str_repeat("v", 100));
$state = new FutureState();
$scope = new Scope();
$parks = [
    fn () => delay(60000),
    fn () => fread($near, 1),
    fn () => stream_socket_accept($server, 60),
    function () use ($near) { $read = [$near]; $none = null; stream_select($read, $none, $none, 60); },
    fn () => (new Channel(0, 60000, 60000, true))->recv(timeout(60000)),
    fn () => $full->send(str_repeat("w", 100)),
    fn () => await(new Future($state), timeout(60000)),
    fn () => await_all([new Future($state), spawn(fn () => delay(60000))]),
    fn () => await_all((function () use ($state) { delay(60000); yield new Future($state); })()),
    fn () => iterate([1, 2, 3], fn () => delay(60000), 2),
    fn () => $scope->awaitCompletion(timeout(60000)),
    fn () => protect(fn () => delay(60000)),
    fn () => array_map(fn () => delay(60000), [1]),
    fn () => (new Fiber(function () { delay(60000); }))->start(),
    function () { ob_start(); echo "buffered, never to be seen\n"; delay(60000); },
    function () { foreach ((function () { yield delay(60000); })() as $value); },
    function () { try { throw new Exception(str_repeat("e", 100)); } finally { delay(60000); } },
];
$keep = [];
foreach ($parks as $park) {
    $keep[] = spawn(function () use ($park) {
        $local = str_repeat("l", 100);
        try {
            $park();
        } finally {
            echo "never\n";
        }
    });
}
$scope->spawn(function () { delay(60000); });
$cancelled = $scope->spawn(function () { delay(60000); });
(new Future($state))->map(fn () => print "never\n")->ignore();
register_shutdown_function(fn () => print "shutdown\n");
delay(1);
delay(1);
$cancelled->cancel();
spawn(function () { echo "never\n"; })->cancel();
spawn(function () {
    $chunks = [];
    for (;;) {
        $chunks[] = str_repeat("x", 1 << 20);
        suspend();
    }
});
delay(60000);
--EXPECTF--
Fatal error: Allowed memory size of %d bytes exhausted%s(tried to allocate %d bytes) in %s on line %d
shutdown
