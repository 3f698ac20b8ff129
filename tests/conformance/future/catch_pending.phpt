--TEST--
a failed Future whose catch() is about to run does not complain, whoever lets go of it
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, delay, graceful_shutdown, spawn};

/* The collector destroys the object first, which fails the state, and then the state, whose catch() is queued. */
class Failing
{
    public $self, $state, $caught;

    function __construct(public string $name) {}

    function __destruct()
    {
        $this->state->error(new Exception("$this->name failed"));
    }
}

function discard(Failing $failing, FutureState $state): void
{
    $failing->self = $failing;
    $failing->state = $state;
    $failing->caught = (new Future($state))->catch(function ($e) use ($failing) { echo $e->getMessage(), "\n"; })->ignore();
}

await(spawn(fn () => null));
discard(new Failing("first"), new FutureState());
gc_collect_cycles();
delay(10);
$state = new FutureState();
discard(new Failing("second"), $state);
unset($state);
gc_collect_cycles();
delay(10);

/* A shutdown keeps it from running at all. */
$state = new FutureState();
(new Future($state))->catch(function () { echo "never\n"; })->ignore();
$state->error(new Exception("third failed"));
unset($state);
graceful_shutdown();
echo "end\n";
--EXPECT--
first failed
second failed
end
