--TEST--
map(), catch() and finally(): what each makes of a value and of an error
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\await;

$show = function (string $name, Future $future) {
    try {
        $value = $future->await();
        echo $name, ": ", var_export($value, true), "\n";
    } catch (Exception $e) {
        $previous = $e->getPrevious() === null ? "" : " < " . $e->getPrevious()->getMessage();
        echo $name, ": ", get_class($e), " ", $e->getMessage(), $previous, "\n";
    }
};
foreach (["pending", "done"] as $when) {
    foreach (["value", "error"] as $how) {
        $states = [];
        $source = function () use (&$states, $when, $how): Future {
            if ($when === "done") {
                return $how === "value" ? Future::completed(20) : Future::failed(new RuntimeException("bad"));
            }
            return new Future($states[] = new FutureState());
        };
        $cases = [
            "map" => $source()->map(fn ($v) => $v + 1),
            "map throws" => $source()->map(fn ($v) => throw new LogicException("in map")),
            "catch" => $source()->catch(fn ($e) => "caught " . $e->getMessage()),
            "catch throws" => $source()->catch(fn ($e) => throw new LogicException("in catch")),
            "finally" => $source()->finally(fn () => "dropped"),
            "finally throws" => $source()->finally(fn () => throw new LogicException("in finally")),
            "chain" => $source()->map(fn ($v) => $v * 2)->catch(fn ($e) => 0)->map(fn ($v) => "<$v>"),
        ];
        foreach ($states as $state) {
            $how === "value" ? $state->complete(20) : $state->error(new RuntimeException("bad"));
        }
        foreach ($cases as $name => $future) {
            $show("$when $how $name", $future);
        }
    }
}
--EXPECT--
pending value map: 21
pending value map throws: LogicException in map
pending value catch: 20
pending value catch throws: 20
pending value finally: 20
pending value finally throws: LogicException in finally
pending value chain: '<40>'
pending error map: RuntimeException bad
pending error map throws: RuntimeException bad
pending error catch: 'caught bad'
pending error catch throws: LogicException in catch
pending error finally: RuntimeException bad
pending error finally throws: LogicException in finally < bad
pending error chain: '<0>'
done value map: 21
done value map throws: LogicException in map
done value catch: 20
done value catch throws: 20
done value finally: 20
done value finally throws: LogicException in finally
done value chain: '<40>'
done error map: RuntimeException bad
done error map throws: RuntimeException bad
done error catch: 'caught bad'
done error catch throws: LogicException in catch
done error finally: RuntimeException bad
done error finally throws: LogicException in finally < bad
done error chain: '<0>'
