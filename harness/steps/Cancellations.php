<?php
/*
 * Cancellations.php - each cancellation that somebody said is seen once, by the coroutine that was meant, in the op in
 * which it waited; and nobody sees one that nobody said.
 *
 * A coroutine waits in its ops only, so whoever says a cancellation finds it in the op that the cancellation has to end.
 * Innocent are, in the order of the code:
 *   - it had ended, or cancels itself, which interrupts nobody
 *   - it had not begun: then it never does
 *   - it was cancelled already and has not run since: the two are seen as one
 *   - its time limit has ended the wait before: a wait that holds a cancellation takes no second one
 *   - it waits at a channel that is closed before it runs: the close wins over the cancellation
 *   - it is protected: the cancellation comes out of protect(), which is the same op
 *   - the program is being shut down, or hangs (the ledger does not ask then)
 * A coroutine that awaits its body with a token passes on what it gets; of what the embedder says to the two only the
 * number is known, so it may be seen in any op.
 */

namespace FuzzAsync;

use Async\Coroutine;

use function function_exists;
use function in_array;

final class Cancellations
{
    private const AT_CHANNELS = ['send', 'recv', 'recv_async', 'iterate'];

    /** Coroutines whose op has to end cancelled @var true[] by name */
    private array $due = [];
    /** Coroutines that were cancelled before they began @var true[] by name */
    private array $dead = [];
    /** Coroutines that have a body of their own @var true[] by name */
    private array $guards = [];
    /** How many of the embedder's cancellations are accounted for @var int[] by name */
    private array $counted = [];
    private bool $embedded;

    public function __construct()
    {
        $this->embedded = function_exists('FuzzAsync\\cancels_landed');
    }

    public function guards(string $name): void
    {
        $this->guards[$name] = true;
    }

    /** Somebody is about to cancel $victim, which runs as $coroutine. */
    public function said(string $who, string $victim, Coroutine $coroutine): void
    {
        if ($coroutine->isCompleted() || $who === $victim) {
            return;
        }
        if ($coroutine->isStarted()) {
            $this->due[$victim] = true;
        } else {
            $this->dead[$victim] = true;
        }
    }

    public function is_due(string $name): bool
    {
        return isset($this->due[$name]) || $this->landed($name) > ($this->counted[$name] ?? 0);
    }

    /** False: it must not begin. */
    public function may_begin(string $name): bool
    {
        return !isset($this->dead[$name]);
    }

    /** What is wrong with the outcome of the op that $who has ended, or ''. */
    public function wrong(string $who, string $family, string $outcome): string
    {
        $due = $this->due($who, $outcome);
        if ($outcome === 'cancelled') {
            return $due ? '' : 'unsaid: was cancelled, and nobody has said so, or not twice';
        }
        /* The time of a select is no token, but a result. */
        $innocent = ($outcome === 'timed_out' && $family !== 'select')
            || ($outcome === 'closed' && in_array($family, self::AT_CHANNELS, true));
        return $due && !$innocent && !isset($this->guards[$who]) ? "lost: was cancelled, and ended as $outcome" : '';
    }

    private function due(string $who, string $outcome): bool
    {
        $due = isset($this->due[$who]);
        unset($this->due[$who]);
        $landed = $this->landed($who) - ($this->counted[$who] ?? 0);
        if (!isset($this->guards[$who])) {
            $this->counted[$who] = ($this->counted[$who] ?? 0) + $landed;
        } elseif (!$due && $landed > 0 && $outcome === 'cancelled') {
            $this->counted[$who] = ($this->counted[$who] ?? 0) + 1;
        }
        return $due || $landed > 0;
    }

    private function landed(string $who): int
    {
        return $this->embedded ? cancels_landed($who) : 0;
    }
}
