<?php
/*
 * Futures.php - the futures that the coroutines of a program share: the ops, and that each waiter gets what the first one
 * who completed or failed it gave.
 *
 * A wait without a time limit may last for ever: at the end release() completes all futures.
 */

namespace FuzzAsync;

use Async\AsyncException;
use Async\Future;
use Async\FutureState;
use Async\OperationCanceledException;

use function Async\await;
use function implode;
use function in_array;
use function json_encode;

/** A future of the program, and what became of it. */
final class SharedFuture
{
    public string $name;
    /** By which it is completed, and which is waited for; null once dropped */
    public ?FutureState $state;
    public ?Future $future;
    /** What it was completed with; null: it has failed, or is pending */
    public ?string $value = null;
    /** Message of what it failed with */
    public ?string $error = null;
    /** Coroutines that wait for it, and whether without a time limit @var bool[] by name */
    public array $waiting = [];

    public function __construct(string $name)
    {
        $this->name = $name;
        $this->state = new FutureState();
        $this->future = new Future($this->state);
    }

    public function is_completed(): bool
    {
        return $this->value !== null || $this->error !== null;
    }
}

final class Futures
{
    private const BOTH = 0;
    private const STATE = 1;

    /** @var SharedFuture[] by name */
    private array $cells = [];
    private Ledger $ledger;
    /** Everybody who completes or fails a future gives something else */
    private int $numbers = 0;

    public function __construct(Ledger $ledger)
    {
        $this->ledger = $ledger;
    }

    public function open(string $name): void
    {
        $this->cells[$name] = new SharedFuture($name);
    }

    /* ---- ops ---- */

    public function complete(string $who, string $name): void
    {
        $this->settle_as('complete', $who, $name, static function (SharedFuture $cell, string $value) {
            $cell->state->complete($value);
            $cell->value = $value;
        });
    }

    public function fail(string $who, string $name): void
    {
        $this->settle_as('fail', $who, $name, static function (SharedFuture $cell, string $value) {
            $cell->state->error(new \RuntimeException($value));
            $cell->error = $value;
        });
    }

    /** $ms: time limit, 0 = none. */
    public function await_future(string $who, string $name, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('await_future', $who, "await_future $name", function () use ($who, $cell, $ms) {
            if ($this->is_gone($cell, $ms)) {
                return 'closed';
            }
            $outcome = $this->wait($who, $cell, $cell->future, $ms, $result);
            if ($outcome !== 'timed_out') {
                $this->check($who, $cell, 0, $result, [0, 0, 0]);
            }
            return $outcome;
        });
    }

    /** Waits for what map(), catch() and finally() in turn, so many in all, make of the future. */
    public function chain(string $who, string $name, int $links, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('chain', $who, "chain $name", function () use ($who, $cell, $links, $ms) {
            if ($this->is_gone($cell, $ms)) {
                return 'closed';
            }
            $calls = [0, 0, 0];
            $future = $cell->future;
            for ($i = 0; $i < $links; $i++) {
                $future = $this->derive($future, $i % 3, $calls);
            }
            $outcome = 'cancelled';
            try {
                $outcome = $this->wait($who, $cell, $future, $ms, $result);
            } finally {
                /* Given up: nobody will look at what becomes of it. */
                $future->ignore();
            }
            if ($outcome !== 'timed_out') {
                $this->check($who, $cell, $links, $result, $calls);
            }
            return $outcome;
        });
    }

    /** $what: drops the last handle of both objects, of the state, of the future, but for those of calls that are under way.
     *  Who has it waits for a future whose state nobody has any more for ever, so the state stays while somebody without a
     *  time limit does. */
    public function drop_future(string $who, string $name, int $what): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('drop_future', $who, "drop_future $name", static function () use ($cell, $what) {
            $state = $what === self::BOTH || $what === self::STATE;
            $future = $what !== self::STATE;
            if ($state && !$cell->is_completed() && in_array(true, $cell->waiting, true)) {
                return 'refused';
            }
            if (!($state && $cell->state !== null || $future && $cell->future !== null)) {
                return 'closed';
            }
            /* Nobody may have looked at it. */
            $cell->future?->ignore();
            $cell->state = $state ? null : $cell->state;
            $cell->future = $future ? null : $cell->future;
            return 'ok';
        });
    }

    /** There is nothing to wait for, or nobody could ever end the wait. */
    private function is_gone(SharedFuture $cell, int $ms): bool
    {
        return $cell->future === null || $ms === 0 && $cell->state === null && !$cell->is_completed();
    }

    /** @param int[] $calls counts those of each sort */
    private function derive(Future $future, int $sort, array &$calls): Future
    {
        switch ($sort) {
            case 0:
                return $future->map(static function ($value) use (&$calls) {
                    $calls[0]++;
                    return "$value+";
                });
            case 1:
                return $future->catch(static function (\Throwable $e) use (&$calls) {
                    $calls[1]++;
                    return 'caught ' . $e->getMessage();
                });
            default:
                return $future->finally(static function () use (&$calls) {
                    $calls[2]++;
                });
        }
    }

    private function settle_as(string $op, string $who, string $name, \Closure $give): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op($op, $who, "$op $name", function () use ($who, $cell, $give) {
            if ($cell->state === null) {
                return 'closed';
            }
            $was = $cell->state->isCompleted();
            try {
                $give($cell, $who . ':' . $this->numbers++);
            } catch (AsyncException $e) {
                if (!$was) {
                    $this->violation($cell, "refused: $who was not the second one: {$e->getMessage()}");
                }
                return 'refused';
            }
            if ($was) {
                $this->violation($cell, "twice: $who was not the first one, and nobody said so");
            }
            return 'ok';
        });
    }

    /** Waits for $future, which is the cell's or was made of it. $result: its value, null and the message of its error. */
    private function wait(string $who, SharedFuture $cell, Future $future, int $ms, &$result): string
    {
        $cell->waiting[$who] = $ms === 0;
        try {
            $result = [$ms > 0 ? await($future, $this->ledger->limit($ms)) : await($future), null];
            return 'ok';
        } catch (OperationCanceledException $e) {
            return 'timed_out';
        } catch (\RuntimeException $e) {
            $result = [null, $e->getMessage()];
            return 'error';
        } finally {
            unset($cell->waiting[$who]);
        }
    }

    /** What $who has got of a chain of $links, and how often each sort of callback was called. */
    private function check(string $who, SharedFuture $cell, int $links, array $result, array $calls): void
    {
        [$value, $error] = [$cell->value, $cell->error];
        $due = [0, 0, 0];
        for ($i = 0; $i < $links; $i++) {
            if ($i % 3 === 2) {
                $due[2]++;
            } elseif ($i % 3 === 0 && $error === null) {
                $value .= '+';
                $due[0]++;
            } elseif ($i % 3 === 1 && $error !== null) {
                [$value, $error] = ["caught $error", null];
                $due[1]++;
            }
        }
        if ($result !== [$value, $error]) {
            $this->violation($cell, "wrong: $who got " . json_encode($result) . ', not ' . json_encode([$value, $error]));
        }
        if ($calls !== $due) {
            $this->violation($cell, 'callbacks: were called ' . implode(' ', $calls) . ' times, not ' . implode(' ', $due));
        }
    }

    private function violation(SharedFuture $cell, string $detail): void
    {
        $this->ledger->violation('conservation', "future {$cell->name}", $detail);
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->cells as $cell) {
            /* Innocent: nobody has completed it. */
            foreach ($cell->is_completed() ? $cell->waiting : [] as $who => $endless) {
                $wrong[$who] = "waits, though {$cell->name} is completed";
            }
        }
        return $wrong;
    }

    /** Ends all waits: whoever comes later finds the futures completed. */
    public function release(): void
    {
        foreach ($this->cells as $cell) {
            if ($cell->state !== null && !$cell->state->isCompleted()) {
                $cell->state->complete('released');
                $cell->value = 'released';
            }
            /* Perhaps nobody has looked at it, or ever will. */
            $cell->future?->ignore();
        }
    }
}
