--TEST--
collected objects are destroyed in a coroutine of their own: it holds nobody up, and cancelling others leaves it alone
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, current_coroutine, delay, spawn};

class Patient
{
    static array $seen = [];
    static array $places = [];
    static FutureState $patience;
    public $self;

    function __construct(public string $name) { $this->self = $this; }

    function __destruct()
    {
        self::$seen[] = "$this->name begins";
        self::$places[$this->name] = current_coroutine();
        await(new Future(self::$patience));
        self::$seen[] = "$this->name ends";
    }
}

function seen(string $what): bool
{
    return in_array($what, Patient::$seen, true);
}

/* It cannot end before it is told to. */
function settle(string $name): void
{
    while (!seen("$name begins")) {
        delay(1);
    }
    var_dump(seen("$name ends"));
    Patient::$patience->complete(null);
    while (!seen("$name ends")) {
        delay(1);
    }
}

await(spawn(fn () => null));

/* By demand, in main. */
Patient::$patience = new FutureState();
new Patient("first");
gc_collect_cycles();
settle("first");
var_dump(Patient::$places["first"] !== current_coroutine());

/* By demand, in a coroutine that is cancelled while the destructor waits. */
Patient::$patience = new FutureState();
$caller = spawn(function () {
    new Patient("second");
    gc_collect_cycles();
    delay(60000);
});
while (!seen("second begins")) {
    delay(1);
}
$caller->cancel();
try {
    await($caller);
} catch (Async\AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
settle("second");
var_dump(Patient::$places["second"] !== $caller, $caller->isCancelled());

/* Whenever the engine finds it necessary. */
Patient::$patience = new FutureState();
$caller = spawn(function () {
    new Patient("third");
    for ($i = 0; $i < 30000 && !seen("third begins"); $i++) {
        $cycle = new stdClass();
        $cycle->self = $cycle;
        if ($i % 1000 === 0) {
            delay(0);
        }
    }
    return $i < 30000;
});
var_dump(await($caller));
settle("third");
var_dump(Patient::$places["third"] !== $caller);
echo implode(", ", Patient::$seen), "\n";
--EXPECT--
bool(false)
bool(true)
Coroutine cancelled
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
first begins, first ends, second begins, second ends, third begins, third ends
