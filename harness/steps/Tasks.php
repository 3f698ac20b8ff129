<?php
/*
 * Tasks.php - coroutines that the program spawns, awaits, and loses sight of: the ops, and an account of each life.
 *
 * t0 to t3 each hold the object of the last coroutine that was spawned there. Who drops it, or spawns another one in its
 * place, leaves a coroutine that nobody can name any more: it runs all the same, from its beginning to its end, and who
 * awaits it already gets what it returns. They have a scope to themselves, so that nothing but a shutdown cancels them. Some
 * wait for the end of the program: release() lets them go.
 */

namespace FuzzAsync;

use Async\Coroutine;
use Async\Future;
use Async\FutureState;
use Async\OperationCanceledException;
use Async\Scope;

use function Async\await;
use function Async\delay;
use function Async\suspend;
use function count;

/** What happens to one coroutine; it outlives the coroutine's object. */
final class TaskLife
{
    public string $name;
    public int $begun = 0;
    public int $ended = 0;

    public function __construct(string $name)
    {
        $this->name = $name;
    }
}

/** A place for a coroutine of the program. */
final class SharedTask
{
    public string $name;
    /** Null once dropped, or before the first */
    public ?Coroutine $coroutine = null;
    public ?TaskLife $life = null;

    public function __construct(string $name)
    {
        $this->name = $name;
    }
}

final class Tasks
{
    private const SUSPENDS = 0;
    private const SLEEPS = 1;
    private const SUSPENDS_NUMBER = 4;
    private const SLEEP_MS = 4;
    /** Milliseconds within which all have to end once nothing keeps them */
    private const PATIENCE_MS = 64;

    /** @var SharedTask[] by name */
    private array $cells = [];
    /** @var TaskLife[] in order of spawning */
    private array $lives = [];
    /** Coroutines that wait for a task, by their name @var TaskLife[] */
    private array $waiting = [];
    private Ledger $ledger;
    private Scope $scope;
    private FutureState $end;
    private Future $ending;

    public function __construct(Ledger $ledger)
    {
        $this->ledger = $ledger;
        $this->scope = new Scope();
        $this->end = new FutureState();
        $this->ending = new Future($this->end);
        $this->ending->ignore();
    }

    public function open(string $name): void
    {
        $this->cells[$name] = new SharedTask($name);
    }

    /* ---- ops ---- */

    /** $work: it suspends a few times, sleeps, waits for the end of the program. */
    public function launch(string $who, string $name, int $work): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('launch', $who, "launch $name", function () use ($cell, $work) {
            $cell->life = $life = $this->lives[] = new TaskLife($cell->name . '.' . count($this->lives));
            $this->ledger->paused_ms += $work === self::SLEEPS ? self::SLEEP_MS : 0;
            $cell->coroutine = $this->scope->spawn(function () use ($life, $work) {
                return $this->live($life, $work);
            });
            return 'ok';
        });
    }

    /** $ms: time limit, 0 = none. */
    public function await_task(string $who, string $name, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('await_task', $who, "await_task $name", function () use ($who, $cell, $ms) {
            if ($cell->coroutine === null) {
                return 'closed';
            }
            $this->waiting[$who] = $life = $cell->life;
            try {
                $value = $ms > 0 ? await($cell->coroutine, $this->ledger->limit($ms)) : await($cell->coroutine);
            } catch (OperationCanceledException $e) {
                return 'timed_out';
            } finally {
                unset($this->waiting[$who]);
            }
            if ($value !== $life->name || $life->ended !== 1) {
                $this->ledger->violation('conservation', "task {$cell->name}", "wrong: $who did not get what {$life->name} returned");
            }
            return 'ok';
        });
    }

    public function drop_task(string $who, string $name): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('drop_task', $who, "drop_task $name", static function () use ($cell) {
            if ($cell->coroutine === null) {
                return 'closed';
            }
            $cell->coroutine = null;
            return 'ok';
        });
    }

    private function live(TaskLife $life, int $work): string
    {
        $life->begun++;
        try {
            switch ($work) {
                case self::SUSPENDS:
                    for ($i = 0; $i < self::SUSPENDS_NUMBER; $i++) {
                        suspend();
                    }
                    break;
                case self::SLEEPS:
                    delay(self::SLEEP_MS);
                    break;
                default:
                    await($this->ending);
            }
        } finally {
            $life->ended++;
        }
        return $life->name;
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->waiting as $who => $life) {
            /* Innocent: the task itself waits. */
            if ($life->ended > 0) {
                $wrong[$who] = 'waits, though the task has ended';
            }
        }
        return $wrong;
    }

    /** Ends all waits. */
    public function release(): void
    {
        if (!$this->end->isCompleted()) {
            $this->end->complete(null);
        }
    }

    /** All have lived once, whether or not anybody could name them; release() has been called. */
    public function settle(): void
    {
        for ($i = 0; $i < self::PATIENCE_MS && !$this->ledger->stopping && $this->unended() !== []; $i++) {
            delay(1);
        }
        foreach ($this->ledger->stopping ? [] : $this->unended() as $life) {
            $this->ledger->violation('structure', "task {$life->name}",
                "life: it began {$life->begun} times and ended {$life->ended} times");
        }
        $this->scope->dispose();
    }

    /** @return TaskLife[] */
    private function unended(): array
    {
        $lives = [];
        foreach ($this->lives as $life) {
            if ($life->begun !== 1 || $life->ended !== 1) {
                $lives[] = $life;
            }
        }
        return $lives;
    }
}
