--TEST--
a SpawnStrategy is told before and after its coroutine is queued
--DESCRIPTION--
B69: a coroutine that dies between its creation and its queueing must not stay a member of the scope.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Scope, AsyncCancellation, AsyncException, Coroutine};
use function Async\{spawn, spawn_with, await, suspend, delay, timeout, current_coroutine, get_coroutines, protect};


class Strategy implements Async\SpawnStrategy
{
    public function __construct(public Scope $scope, private string $fails = "") {}

    public function provideScope(): ?Scope
    {
        return $this->scope;
    }

    public function beforeCoroutineEnqueue(Coroutine $coroutine, Scope $scope): array
    {
        echo "before ", json_encode([$scope === $this->scope, $coroutine->isStarted()]), "\n";
        if ($this->fails === "before") {
            throw new RuntimeException("before");
        }
        if ($this->fails === "cancel") {
            $coroutine->cancel();
        }
        return [];
    }

    public function afterCoroutineEnqueue(Coroutine $coroutine, Scope $scope): void
    {
        echo "after ", json_encode([$scope === $this->scope, $coroutine->isStarted()]), "\n";
        if ($this->fails === "after") {
            throw new RuntimeException("after");
        }
    }
}
$kept = new Strategy(new Scope());
echo await(spawn_with($kept, fn () => "ran")), "\n";
foreach (["before", "after"] as $where) {
    $scope = new Scope();
    try {
        spawn_with(new Strategy($scope, $where), function () { echo "never\n"; });
    } catch (RuntimeException $e) {
        echo "caught ", $e->getMessage(), "\n";
    }
    $scope->awaitCompletion(timeout(5000));
    $scope->dispose();
    var_dump($scope->isFinished());
}
$c = spawn_with(new Strategy($scope = new Scope(), "cancel"), function () { echo "never\n"; });
try {
    await($c);
} catch (AsyncCancellation $e) {
    echo $e->getMessage(), "\n";
}
--EXPECT--
before [true,false]
after [true,false]
ran
before [true,false]
caught before
bool(true)
before [true,false]
after [true,false]
caught after
bool(true)
before [true,false]
after [true,false]
Coroutine cancelled
