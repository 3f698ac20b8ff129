--TEST--
a collection whose destructors do not wait is over when gc_collect_cycles() returns, and lets nobody else run
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=random:7
--FILE--
<?php
use function Async\{await, current_coroutine, spawn, suspend};

class Cycle
{
    public $self;

    function __construct(public $destroy) { $this->self = $this; }

    function __destruct() { ($this->destroy)(); }
}

function collect(Closure $destroy): int
{
    new Cycle($destroy);
    return gc_collect_cycles();
}

/* Ready all the time. */
$others = 0;
for ($i = 0; $i < 4; $i++) {
    spawn(function () use (&$others) {
        for ($i = 0; $i < 40; $i++) {
            $others++;
            suspend();
        }
    });
}
$caller = spawn(function () use (&$others) {
    for ($i = 0; $i < 10; $i++) {
        suspend();
        $before = $others;
        $own = false;
        $me = current_coroutine();
        $count = collect(function () use (&$own, $me) { $own = current_coroutine() !== $me; });
        if ($count < 1 || !$own || $before !== $others || current_coroutine() !== $me) {
            var_dump($count, $own, $before, $others);
        }
    }
    return "ten times";
});
echo await($caller), "\n";

/* What a destructor throws comes out of the call; exit() ends the program. */
try {
    collect(fn () => throw new Exception("thrown"));
} catch (Exception $e) {
    echo $e->getMessage(), "\n";
}
/* One that cancels the caller. */
$caller = spawn(function () {
    $me = current_coroutine();
    try {
        collect(fn () => $me->cancel());
        suspend();
    } catch (Async\AsyncCancellation $e) {
        echo "cancelled\n";
    }
    collect(fn () => print "usable\n");
});
await($caller);
/* A collector within the collector has nothing to do. */
collect(function () { var_dump(collect(fn () => print "inner\n")); });
gc_collect_cycles();
collect(fn () => exit("exit\n"));
echo "never\n";
--EXPECT--
ten times
thrown
cancelled
usable
int(0)
inner
exit
