<?php
/*
 * Endings.php - how things end that nobody closes: the program, with everything in flight, and what only a cycle of
 * garbage holds, when the engine's collector runs.
 *
 * Once the program is to end, nothing more is asked of its coroutines than that they end, too, and leave nothing behind.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Scope;

use function Async\delay;
use function Async\graceful_shutdown;
use function Async\spawn;
use function Async\suspend;
use function count;
use function fclose;
use function fread;
use function gc_collect_cycles;
use function set_exception_handler;
use function stream_select;
use function stream_socket_pair;

/** A ring of one object, which nobody but the collector frees. */
final class Ring
{
    public Ring $self;
    /** @var resource|Scope|Waiter */
    public $held;

    public function __construct($held)
    {
        $this->self = $this;
        $this->held = $held;
    }
}

/** Its destructor waits, and may be cancelled there: whoever collects runs the destructors of all garbage. */
final class Waiter
{
    private \ArrayObject $calls;

    public function __construct(\ArrayObject $calls)
    {
        $this->calls = $calls;
    }

    public function __destruct()
    {
        $this->calls[] = 'begun';
        try {
            delay(1);
        } finally {
            $this->calls[] = 'ended';
        }
    }
}

final class Endings
{
    private const EXIT = 0;
    private const UNCAUGHT = 1;
    private const STREAM = 0;
    private const SCOPE = 1;
    /** Milliseconds within which what is garbage has to be gone. */
    private const PATIENCE_MS = 32;

    private Ledger $ledger;

    public function __construct(Ledger $ledger)
    {
        $this->ledger = $ledger;
    }

    /** $how: exit(), an exception that nobody catches in a coroutine that nobody holds, graceful_shutdown(). */
    public function quit(string $who, int $how): void
    {
        if ($this->ledger->stopping) {
            return;
        }
        $this->ledger->add("quit_$who", 1);
        $this->ledger->stopping = true;
        $this->ledger->shut = true;
        switch ($how) {
            case self::EXIT:
                exit();
            case self::UNCAUGHT:
                $this->crash();
                break;
            default:
                graceful_shutdown();
        }
    }

    private function crash(): void
    {
        /* Without it the engine would report the exception behind the output of the program. */
        set_exception_handler(static function (\Throwable $e) {
        });
        $thrown = new \ArrayObject();
        spawn(static function () use ($thrown) {
            suspend();
            $thrown[] = true;
            throw new \RuntimeException('nobody catches this');
        });
        /* Main is not to come to its end before. */
        for ($i = 0; $i < self::PATIENCE_MS && count($thrown) === 0; $i++) {
            try {
                delay(1);
            } catch (AsyncCancellation $e) {
                /* By the shutdown, or by what else the plan has in store for this coroutine. */
            }
        }
    }

    /** Runs the collector when a cycle holds a stream, a scope with a task in it, or an object whose destructor waits. */
    public function gc(string $who, int $holds): void
    {
        $this->ledger->op('gc', $who, 'gc', function () use ($holds) {
            $this->ledger->paused_ms += self::PATIENCE_MS;
            switch ($holds) {
                case self::STREAM:
                    return $this->stream();
                case self::SCOPE:
                    return $this->scope();
                default:
                    return $this->destructor();
            }
        });
    }

    private function stream(): string
    {
        [$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $ring = new Ring($far);
        unset($far, $ring);
        try {
            return $this->await('a stream', static function () use ($near) {
                $read = [$near];
                $none = null;
                return @stream_select($read, $none, $none, 0) === 1 && @fread($near, 1) === '';
            });
        } finally {
            fclose($near);
        }
    }

    private function scope(): string
    {
        $scope = new Scope();
        $task = $scope->spawn(static function () {
            delay(2 * self::PATIENCE_MS);
        });
        $this->ledger->paused_ms += 2 * self::PATIENCE_MS;
        $ring = new Ring($scope);
        unset($scope, $ring);
        try {
            return $this->await('a scope', static function () use ($task) {
                return $task->isCompleted();
            });
        } finally {
            $task->cancel();
        }
    }

    private function destructor(): string
    {
        $calls = new \ArrayObject();
        $ring = new Ring(new Waiter($calls));
        unset($ring);
        return $this->await('an object', static function () use ($calls) {
            return $calls->getArrayCopy() === ['begun', 'ended'];
        });
    }

    /** Collects until what the ring held is gone. */
    private function await(string $what, \Closure $is_gone): string
    {
        for ($i = 0; $i < self::PATIENCE_MS; $i++) {
            /* Innocent: a collection that another one has begun is still under way, and then this one does nothing. */
            gc_collect_cycles();
            if ($is_gone()) {
                return 'ok';
            }
            delay(1);
        }
        $this->ledger->violation('structure', 'gc', "garbage: $what that only a cycle held is still there");
        return 'failed';
    }
}
