<?php
/*
 * Scopes.php - scopes that the coroutines of a program share, the tasks in them, and what a scope promises.
 *
 * sc0 is a scope of its own, sc1 another that lets its tasks run on when it ends (a safe one); sc2 is inside sc0, and sc3
 * inside sc2. sc0 and sc1 take the exceptions of all their tasks. Each task keeps an account of its own life. A task that
 * had not begun when its scope was cancelled never does; one that had is cancelled once, where it waits, unless the scope
 * is safe; nobody else is cancelled; every exception reaches one handler or those who wait for the scope; a finally
 * handler runs once; who waits for a scope goes on when all have ended. Some tasks wait for ever: release() lets them go.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\AsyncException;
use Async\Coroutine;
use Async\Future;
use Async\FutureState;
use Async\OperationCanceledException;
use Async\Scope;

use function Async\delay;
use function Async\suspend;
use function array_merge;
use function count;

/** A scope of the program, and who is in it. */
final class SharedScope
{
    public string $name;
    /** Its only handle, or null once that was dropped */
    public ?Scope $scope;
    public bool $safe;
    /** Its tasks may be cancelled at any time */
    public bool $risky = false;
    /** It takes the exceptions of its tasks, and of those of scopes inside */
    public bool $handles = false;
    public bool $handles_inner = false;
    public ?SharedScope $outer;
    /** @var ScopeTask[] */
    public array $tasks = [];
    /** @var SharedScope[] */
    public array $children = [];
    /** Coroutines that wait for it @var true[] by name */
    public array $joining = [];
    /** Finally handlers: how often each has begun and ended @var int[][] */
    public array $finals = [];
    /** Who waits without a limit waits for this, too */
    public FutureState $state;
    public Future $over;

    public function __construct(string $name, Scope $scope, bool $safe, ?SharedScope $outer)
    {
        $this->name = $name;
        $this->outer = $outer;
        $this->scope = $scope;
        $this->safe = $safe;
        $this->state = new FutureState();
        $this->over = new Future($this->state);
    }

    /** Its tasks and those of all scopes in it. @return ScopeTask[] */
    public function all(): array
    {
        $all = $this->tasks;
        foreach ($this->children as $child) {
            $all = array_merge($all, $child->all());
        }
        return $all;
    }
}

final class Scopes
{
    private const CANCEL = 0;
    private const DISPOSE = 1;
    private const DISPOSE_SAFELY = 2;
    private const DISPOSE_LATER = 3;
    private const DISPOSE_MS = 4;
    private const HANDLER = 0;
    private const CHILD_HANDLER = 1;
    private const FINALLY_WAITS = 3;
    private const FINALLY_MS = 2;
    private const SETTLE_MS = 16;
    private const LAST_SUSPENDS = 32;

    /** @var SharedScope[] by name */
    private array $cells = [];
    /** @var ScopeTask[] by name */
    private array $tasks = [];
    private Ledger $ledger;

    public function __construct(Ledger $ledger)
    {
        $this->ledger = $ledger;
    }

    public function open(string $name): void
    {
        if (isset($this->cells[$name])) {
            return;
        }
        $outer = ['sc2' => 'sc0', 'sc3' => 'sc2'][$name] ?? '';
        if ($outer !== '') {
            $this->open($outer);
        }
        $scope = $outer === '' ? new Scope() : Scope::inherit($this->cells[$outer]->scope);
        if ($name === 'sc1') {
            $scope->allowZombies();
        }
        $cell = new SharedScope($name, $scope, $name === 'sc1', $this->cells[$outer] ?? null);
        $this->cells[$name] = $cell;
        if ($outer === '') {
            $scope->setExceptionHandler($this->handler($cell));
            $cell->handles = true;
        } else {
            $this->cells[$outer]->children[] = $cell;
        }
    }

    /* ---- ops ---- */

    /** Spawns $number tasks; see ScopeTask::run() for $work. */
    public function grow(string $who, string $name, int $number, int $work): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('grow', $who, "grow $name", function () use ($cell, $number, $work) {
            for ($i = 0; $i < $number; $i++) {
                if ($cell->scope === null) {
                    return 'closed';
                }
                $task = new ScopeTask($this, $this->ledger, $cell, $work);
                try {
                    $task->start($cell->scope);
                } catch (AsyncException $e) {
                    return $this->refused($cell, $cell->scope->isClosed());
                }
            }
            return 'ok';
        });
    }

    /** Waits for the end of all tasks; $after: once the scope was cancelled. $ms: time limit, 0 = none. */
    public function join(string $who, string $name, int $ms, int $after): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('join', $who, "join $name", function () use ($who, $cell, $ms, $after) {
            $scope = $cell->scope;
            if ($scope === null) {
                return 'closed';
            }
            $ended = $scope->isCancelled() || $scope->isClosed();
            $present = $cell->all();
            $token = $ms > 0 ? $this->ledger->limit($ms) : $cell->over;
            $cell->joining[$who] = true;
            try {
                $after ? $scope->awaitAfterCancellation(null, $token) : $scope->awaitCompletion($token);
            } catch (OperationCanceledException $e) {
                return 'timed_out';
            } catch (AsyncCancellation $e) {
                return $this->told($who, $scope, $e);
            } catch (AsyncException $e) {
                return $this->refused($cell, $after && !$ended);
            } catch (\RuntimeException $e) {
                return 'error';
            } finally {
                unset($cell->joining[$who]);
            }
            $this->check_left($cell, $present, $after === 1);
            return 'ok';
        });
    }

    /** $how: cancel, dispose, dispose safely, dispose later, drop the handle. */
    public function end_scope(string $who, string $name, int $how): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('end_scope', $who, "end_scope $name", function () use ($cell, $how) {
            $scope = $cell->scope;
            if ($scope === null) {
                return 'closed';
            }
            $over = $scope->isCancelled() || $scope->isClosed();
            switch ($how) {
                case self::CANCEL:
                    $this->condemn($cell, $cell->safe);
                    $scope->cancel();
                    break;
                case self::DISPOSE:
                    $this->condemn($cell, $cell->safe);
                    $scope->dispose();
                    break;
                case self::DISPOSE_SAFELY:
                    $this->condemn($cell, true);
                    $scope->disposeSafely();
                    break;
                case self::DISPOSE_LATER:
                    $this->endanger($cell);
                    $this->ledger->paused_ms += self::DISPOSE_MS;
                    $scope->disposeAfterTimeout(self::DISPOSE_MS);
                    break;
                default:
                    $this->endanger($cell);
                    $cell->scope = null;
            }
            return $over ? 'closed' : 'ok';
        });
    }

    /** $handler: for exceptions, for exceptions of inner scopes, for the end, for the end and it waits. */
    public function watch(string $who, string $name, int $handler): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('watch', $who, "watch $name", function () use ($cell, $handler) {
            if ($cell->scope === null) {
                return 'closed';
            }
            try {
                switch ($handler) {
                    case self::HANDLER:
                        $cell->scope->setExceptionHandler($this->handler($cell));
                        $cell->handles = true;
                        break;
                    case self::CHILD_HANDLER:
                        $cell->scope->setChildScopeExceptionHandler($this->handler($cell));
                        $cell->handles_inner = true;
                        break;
                    default:
                        $this->add_finally($cell, $handler === self::FINALLY_WAITS);
                }
            } catch (AsyncException $e) {
                return $this->refused($cell, $cell->scope->isClosed());
            }
            return 'ok';
        });
    }

    private function add_finally(SharedScope $cell, bool $waits): void
    {
        $i = count($cell->finals);
        $cell->finals[$i] = [0, 0];
        $this->ledger->paused_ms += self::FINALLY_MS;
        $cell->scope->finally(static function () use ($cell, $i, $waits) {
            $cell->finals[$i][0]++;
            try {
                if ($waits) {
                    delay(self::FINALLY_MS);
                }
            } finally {
                /* Innocent: the scope was over, so that who adds it calls it, and is cancelled there. */
                $cell->finals[$i][1]++;
            }
        });
    }

    private function handler(SharedScope $cell): \Closure
    {
        return function (Scope $scope, Coroutine $coroutine, \Throwable $e) use ($cell) {
            $task = $this->tasks[$e->getMessage()] ?? null;
            if ($task === null || $task->coroutine !== $coroutine || $task->end !== 'error') {
                $this->violation($cell, "exception: the handler got one that is nobody's: {$e->getMessage()}");
                return;
            }
            if ($task->taken++ > 0) {
                $this->violation($cell, "exception: that of {$task->name} was handled twice");
            }
        };
    }

    private function refused(SharedScope $cell, bool $explained): string
    {
        if (!$explained) {
            $this->violation($cell, 'refused: and nothing explains it');
        }
        return 'refused';
    }

    /** A wait for a scope ended with a cancellation: the scope's, or that of who waits. */
    private function told(string $who, Scope $scope, AsyncCancellation $e): string
    {
        $ours = $this->ledger->cancellations->is_due($who) && !$this->ledger->is_shielded($who);
        if ($ours || $this->ledger->stopping || !$scope->isCancelled()) {
            throw $e;
        }
        return 'closed';
    }

    /* ---- what happens to the tasks ---- */

    /** Called by a task when it is there, before it begins. */
    public function joined(ScopeTask $task, SharedScope $cell): void
    {
        $task->name = $cell->name . '.' . count($this->tasks);
        $this->tasks[$task->name] = $task;
        $cell->tasks[] = $task;
    }

    /** A task is about to end with an exception: until a handler takes it, scopes around it are cancelled. */
    public function throws(ScopeTask $task): void
    {
        $inner = false;
        for ($cell = $task->cell; $cell !== null; $cell = $cell->outer) {
            if ($cell->handles || ($inner && $cell->handles_inner)) {
                return;
            }
            $this->explain($cell);
            /* Innocent: who waits for the scope gets it, or is cancelled in that moment. */
            $task->excused = $task->excused || $cell->joining !== [];
            $inner = true;
        }
    }

    /** The scope is about to be cancelled, and with it the scopes inside, as far as they are not yet. */
    private function condemn(SharedScope $cell, bool $safely): void
    {
        if ($cell->scope === null) {
            $this->endanger($cell);
            return;
        }
        if ($cell->scope->isCancelled() || $cell->scope->isClosed()) {
            return;
        }
        foreach ($cell->tasks as $task) {
            $task->condemn($safely);
        }
        foreach ($cell->children as $child) {
            $this->condemn($child, $safely);
        }
    }

    /** What cancels the tasks in it also does so inside, and nobody here can tell whom it finds. */
    private function explain(SharedScope $cell): void
    {
        foreach ($cell->all() as $task) {
            $task->explained = true;
            $task->zombie = $task->zombie || $cell->safe;
        }
    }

    /** The same, later: nobody can tell when. */
    private function endanger(SharedScope $cell): void
    {
        $this->explain($cell);
        $cell->risky = true;
        foreach ($cell->children as $child) {
            $this->endanger($child);
        }
    }

    /** @param ScopeTask[] $present all that were in the scope when the wait began */
    private function check_left(SharedScope $cell, array $present, bool $after): void
    {
        foreach ($present as $task) {
            /* Innocent: zombies run on, and only the wait after a cancellation is for them, too. */
            if (!$task->coroutine->isCompleted() && ($after || !$task->zombie)) {
                $this->violation($cell, "left: the wait ended before {$task->name}");
            }
        }
    }

    private function violation(SharedScope $cell, string $detail): void
    {
        $this->ledger->violation('structure', "scope {$cell->name}", $detail);
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->cells as $cell) {
            $left = false;
            foreach ($cell->all() as $task) {
                $left = $left || !$task->coroutine->isCompleted();
            }
            foreach ($left ? [] : $cell->joining as $who => $true) {
                $wrong[$who] = "waits, though all in {$cell->name} have ended";
            }
        }
        return $wrong;
    }

    /** Ends all waits. */
    public function release(): void
    {
        foreach ($this->cells as $cell) {
            if (!$cell->state->isCompleted()) {
                $cell->state->complete(null);
            }
            $cell->over->ignore();
        }
        foreach ($this->tasks as $task) {
            $task->release();
        }
    }

    /** All tasks, for who wants to await them. @return Coroutine[] by name */
    public function handles(): array
    {
        /* Who awaits a task takes its exception: those who will throw one are to end before. */
        for ($i = 0; $i < self::LAST_SUSPENDS && $this->failing() !== []; $i++) {
            suspend();
        }
        /* Innocent: somebody else was always first. */
        foreach ($this->failing() as $task) {
            $task->excused = true;
        }
        $handles = [];
        foreach ($this->tasks as $task) {
            $handles[$task->name] = $task->coroutine;
        }
        return $handles;
    }

    /** @return ScopeTask[] */
    private function failing(): array
    {
        $failing = [];
        foreach ($this->tasks as $task) {
            if ($task->fails() && !$task->coroutine->isCompleted()) {
                $failing[] = $task;
            }
        }
        return $failing;
    }

    /** Ends the scopes when all tasks have ended, and draws up the accounts. */
    public function settle(): void
    {
        foreach ($this->cells as $cell) {
            if ($cell->scope !== null) {
                $cell->scope->dispose();
                $cell->scope = null;
            }
        }
        /* Handlers of one scope that wait do so one after another. */
        $bound = self::SETTLE_MS + self::FINALLY_MS * count($this->tasks);
        foreach ($this->cells as $cell) {
            $bound += self::FINALLY_MS * count($cell->finals);
        }
        for ($i = 0; $i < $bound && $this->finals_pending(); $i++) {
            delay(1);
        }
        if ($this->ledger->stopping) {
            return;
        }
        foreach ($this->cells as $cell) {
            foreach ($cell->finals as [$begun, $ended]) {
                if ($begun !== 1 || $ended !== 1) {
                    $this->violation($cell, "finally: a handler began $begun times and ended $ended times");
                }
            }
        }
        foreach ($this->tasks as $task) {
            $task->check();
        }
    }

    private function finals_pending(): bool
    {
        foreach ($this->tasks as $task) {
            if ($task->final_pending()) {
                return true;
            }
        }
        foreach ($this->cells as $cell) {
            foreach ($cell->finals as [$begun, $ended]) {
                if ($ended === 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
