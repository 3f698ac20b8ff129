<?php
/*
 * ScopeTask.php - one task of a scope of the program: what it does, and the account of its life.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\AsyncException;
use Async\Coroutine;
use Async\Scope;

use function Async\await;
use function Async\delay;
use function Async\protect;
use function Async\spawn;
use function Async\suspend;
use function fclose;
use function fread;
use function function_exists;
use function is_resource;
use function stream_get_meta_data;
use function stream_socket_pair;

final class ScopeTask
{
    private const SUSPENDS = 0;
    private const SLEEPS = 1;
    private const WAITS = 2;
    private const PROTECTS = 3;
    private const FAILS = 4;
    private const SPAWNS = 5;
    private const HAS_FINALLY = 6;
    private const CLEANS_UP = 7;
    /** All that one of them sleeps, those it spawns included */
    private const PAUSE_MS = 10;

    public string $name = '';
    public SharedScope $cell;
    public Coroutine $coroutine;
    public bool $begun = false;
    /** '' until it has ended; ok, cancelled, closed, error */
    public string $end = '';
    /** How often a cancellation came out of one of its waits, and how often it was told to come */
    private int $seen = 0;
    private int $said = 0;
    /** Cancelled before it began */
    public bool $doomed = false;
    /** May have been cancelled by what nobody here sees */
    public bool $explained = false;
    /** Its scope may have ended, and let it run on */
    public bool $zombie = false;
    /** Handlers that got its exception; and that others may have */
    public int $taken = 0;
    public bool $excused = false;
    /** How often its own finally handler began and ended; -1: it has none @var int[] */
    private array $finals = [-1, -1];
    private Scopes $scopes;
    private Ledger $ledger;
    private int $work;
    /** Its own socket pair @var array<int, resource> */
    private array $ends = [];

    public function __construct(Scopes $scopes, Ledger $ledger, SharedScope $cell, int $work)
    {
        $this->scopes = $scopes;
        $this->ledger = $ledger;
        $this->cell = $cell;
        $this->work = $work;
    }

    /** Throws AsyncException if the scope takes nobody. $scope null: the current one. */
    public function start(?Scope $scope): void
    {
        $body = function () {
            $this->live();
        };
        $this->coroutine = $scope !== null ? $scope->spawn($body) : spawn($body);
        $this->explained = $this->cell->risky;
        $this->zombie = $this->cell->risky && $this->cell->safe;
        $this->scopes->joined($this, $this->cell);
        $this->ledger->paused_ms += self::PAUSE_MS;
        if ($this->work === self::HAS_FINALLY) {
            $this->finals = [0, 0];
            $this->coroutine->finally(function () {
                $this->finals[0]++;
                delay(1);
                suspend();
                $this->finals[1]++;
            });
        }
    }

    public function fails(): bool
    {
        return $this->work === self::FAILS;
    }

    /** Its finally handler is yet to begin or to end. */
    public function final_pending(): bool
    {
        return $this->finals[1] === 0;
    }

    private function live(): void
    {
        if ($this->doomed) {
            $this->cancellation('began: it had been cancelled before that');
        }
        $this->begun = true;
        try {
            $this->run();
            $this->end = 'ok';
        } catch (AsyncCancellation $e) {
            $this->seen++;
            $this->end = 'cancelled';
            throw $e;
        } catch (AsyncException $e) {
            /* Innocent: what it wanted to spawn, its scope no longer takes. */
            $this->end = 'closed';
        } catch (\RuntimeException $e) {
            $this->end = 'error';
            $this->scopes->throws($this);
            throw $e;
        } finally {
            $this->shut();
        }
    }

    private function run(): void
    {
        switch ($this->work) {
            case self::SUSPENDS:
                suspend();
                suspend();
                break;
            case self::WAITS:
                await($this->cell->over);
                break;
            case self::PROTECTS:
                $this->protect();
                delay(2);
                break;
            case self::FAILS:
                suspend();
                throw new \RuntimeException($this->name);
            case self::SPAWNS:
                $inner = new self($this->scopes, $this->ledger, $this->cell, self::SUSPENDS);
                $inner->start(null);
                await($inner->coroutine);
                break;
            case self::CLEANS_UP:
                $this->clean_up();
                break;
            case self::SLEEPS:
            case self::HAS_FINALLY:
                delay(3);
                break;
            default:
                $this->read();
        }
    }

    private function protect(): void
    {
        protect(function () {
            try {
                delay(3);
                suspend();
            } catch (AsyncCancellation $e) {
                /* Innocent: the end of the program asks nobody. */
                if (!$this->ledger->stopping) {
                    $this->cancellation('protect: a cancellation came through it');
                }
                throw $e;
            }
        });
    }

    /** A cancellation that is on its way through does not end the waits of a finally block. */
    private function clean_up(): void
    {
        $cancelled = false;
        try {
            delay(3);
        } catch (AsyncCancellation $e) {
            $cancelled = true;
            throw $e;
        } finally {
            try {
                delay(1);
                suspend();
            } catch (AsyncCancellation $e) {
                $this->seen += $cancelled ? 1 : 0;
                throw $e;
            }
        }
    }

    /** From a socket that nobody writes to. */
    private function read(): void
    {
        if ($this->cell->state->isCompleted()) {
            return;
        }
        $this->ends = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $nothing = @fread($this->ends[0], 1);
        /* Innocent: an error that was injected, which only the embedder can tell of; and the time limit that every stream has. */
        $failed = function_exists('FuzzAsync\\io_errno') && io_errno() !== 0
            || is_resource($this->ends[0]) && stream_get_meta_data($this->ends[0])['timed_out'];
        if ($nothing !== '' && !$failed && !$this->ledger->stopping) {
            $this->cancellation('answers: a read ended without a cause');
        }
    }

    /** Its scope is about to be cancelled. */
    public function condemn(bool $safely): void
    {
        if ($this->coroutine->isCompleted()) {
            return;
        }
        if (!$this->coroutine->isStarted()) {
            $this->doomed = true;
        } elseif (!$safely) {
            $this->said++;
        } else {
            $this->zombie = true;
            /* Innocent: who is protected is told when that ends; who waits for another one hears of its end. */
            $this->explained = $this->explained || $this->work === self::PROTECTS || $this->work === self::SPAWNS;
        }
    }

    public function release(): void
    {
        if (isset($this->ends[1])) {
            fclose($this->ends[1]);
            unset($this->ends[1]);
        }
    }

    private function shut(): void
    {
        foreach ($this->ends as $end) {
            fclose($end);
        }
        $this->ends = [];
    }

    /** Once all have ended. */
    public function check(): void
    {
        if (!$this->begun && !$this->doomed && !$this->explained) {
            $this->cancellation('unsaid: it never began, and nobody had cancelled it');
        }
        if ($this->end === 'cancelled' && $this->said === 0 && !$this->explained) {
            $this->cancellation('unsaid: was cancelled, and nobody has said so');
        }
        if ($this->begun && $this->said > 0 && $this->end !== 'cancelled') {
            $this->cancellation("lost: was cancelled, and ended as {$this->end}");
        }
        if ($this->seen > $this->said && $this->seen > 1 && !$this->explained) {
            $this->cancellation("twice: saw {$this->seen} cancellations of {$this->said}");
        }
        if ($this->end === 'error' && $this->taken === 0 && !$this->excused) {
            $this->ledger->violation('structure', "task {$this->name}", 'exception: nobody got the one it ended with');
        }
        /* The handler runs for what never began, too. */
        if ($this->finals !== [-1, -1] && $this->finals !== [1, 1]) {
            $this->ledger->violation('structure', "task {$this->name}",
                "finally: its handler began {$this->finals[0]} times and ended {$this->finals[1]} times");
        }
    }

    private function cancellation(string $detail): void
    {
        $this->ledger->violation('cancellation', "task {$this->name}", $detail);
    }
}
