<?php
/*
 * Ledger.php - what the program of a run has done and what was wrong with it: the counters, the op that each coroutine is
 * in, and the violations found while running.
 *
 * Every op makes one attempt and ends in exactly one outcome bucket (names as in TrueAsync's chaos harness). All that
 * perform ops write into the same ledger.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Coroutine;
use Async\OperationCanceledException;
use Async\Timeout;

use function Async\protect;
use function Async\timeout;
use function get_class;

final class Ledger
{
    private const OUTCOMES = ['ok' => true, 'cancelled' => true, 'failed' => true, 'connect_failed' => true,
        'closed' => true, 'timed_out' => true, 'full' => true, 'refused' => true, 'error' => true, 'eof' => true];

    /** Op each coroutine is in; '' between ops @var string[] */
    public array $doing = [];
    /** Something hangs, or all has been shut down: what is left of the bodies does nothing any more */
    public bool $stopping = false;
    /** The program has been shut down */
    public bool $shut = false;
    /** Milliseconds the program has asked to wait for, peers excluded */
    public int $paused_ms = 0;
    /** Violations seen while running */
    public array $found = [];
    /** @var array<string, int> */
    public array $counters = [];
    public Cancellations $cancellations;
    /** [family, coroutine] of every attempts counter, by its name */
    private array $families = [];
    /** By its name the outcome counters that were ever counted up for it @var true[][] */
    private array $buckets = [];
    /** How many of its next ops each coroutine protects @var int[] */
    private array $shields = [];
    /** Coroutines in protect() @var true[] by name */
    private array $shielded = [];

    public function __construct()
    {
        $this->cancellations = new Cancellations();
    }

    public function add(string $name, int $number): void
    {
        $this->counters[$name] = ($this->counters[$name] ?? 0) + $number;
    }

    public function attempt(string $family, string $who, string $doing): void
    {
        $name = "{$family}_attempts_$who";
        if (!isset($this->families[$name])) {
            $this->families[$name] = [$family, $who];
            $this->buckets[$name] = [];
        }
        $this->add($name, 1);
        $this->doing[$who] = $doing;
    }

    public function outcome(string $family, string $who, string $outcome): void
    {
        $bucket = "{$family}_{$outcome}_$who";
        $this->add($bucket, 1);
        if (isset(self::OUTCOMES[$outcome])) {
            $this->buckets["{$family}_attempts_$who"][$bucket] = true;
        }
        $wrong = $this->cancellations->wrong($who, $family, $outcome);
        if ($wrong !== '' && !$this->stopping) {
            $this->violation('cancellation', "$who in {$this->doing[$who]}", $wrong);
        }
        $this->doing[$who] = '';
    }

    /** One op from its attempt to its bucket: $body returns the outcome; a cancellation that it does not catch ends it
     *  here, and any other exception is a violation. After the end of the program nothing happens. */
    public function op(string $family, string $who, string $doing, \Closure $body): void
    {
        if ($this->stopping) {
            return;
        }
        $this->attempt($family, $who, $doing);
        $outcome = 'failed';
        try {
            $outcome = $this->shielded($who, $body);
        } catch (AsyncCancellation $e) {
            $outcome = 'cancelled';
        } catch (\Throwable $e) {
            $this->unexpected("$who in $doing", $e);
        } finally {
            $this->outcome($family, $who, $outcome);
        }
    }

    /** The next $ops ops of $who are protected, one by one. */
    public function shield(string $who, int $ops): void
    {
        $this->shields[$who] = $this->stopping ? 0 : $ops;
    }

    public function is_shielded(string $who): bool
    {
        return isset($this->shielded[$who]);
    }

    /** What an op of $who does, protected if it is to be. */
    public function shielded(string $who, \Closure $body)
    {
        if (($this->shields[$who] ?? 0) === 0) {
            return $body();
        }
        $this->shields[$who]--;
        return protect(function () use ($who, $body) {
            $this->shielded[$who] = true;
            try {
                return $body();
            } catch (OperationCanceledException $e) {
                throw $e;
            } catch (AsyncCancellation $e) {
                /* Innocent: the end of the program asks nobody. */
                if (!$this->stopping) {
                    $this->violation('cancellation', "$who in {$this->doing[$who]}", 'protect: a cancellation came through it');
                }
                throw $e;
            } finally {
                unset($this->shielded[$who]);
            }
        });
    }

    /** A time limit, which the bound of the run takes into account. */
    public function limit(int $ms): Timeout
    {
        $this->paused_ms += $ms;
        return timeout($ms);
    }

    public function violation(string $oracle, string $where, string $detail): void
    {
        $this->found[] = ['oracle' => $oracle, 'where' => $where, 'detail' => $detail];
    }

    public function unexpected(string $where, \Throwable $e): void
    {
        $this->violation('unexpected', $where, get_class($e) . ': ' . $e->getMessage());
    }

    /** Exactly one bucket per attempt, for every schedule. @param Coroutine[] $handles by name */
    public function check_buckets(array $handles): array
    {
        $violations = [];
        $cancelled = 0;
        $cancel_attempts = 0;
        $finished = true;
        foreach ($handles as $handle) {
            /* Innocent: it is still in an op; liveness has said so. */
            $finished = $finished && $handle->isCompleted();
        }
        foreach ($this->doing as $who => $doing) {
            $cancel_attempts += $this->counters["cancel_attempts_$who"] ?? 0;
            $cancelled += ($this->counters["cancelled_$who"] ?? 0) + ($this->counters["cancel_threw_$who"] ?? 0)
                + ($this->counters["cancel_target_missing_$who"] ?? 0) + ($this->counters["cancel_missed_$who"] ?? 0);
        }
        foreach ($this->families as $name => [$family, $who]) {
            if (!isset($handles[$who]) || !$handles[$who]->isCompleted()) {
                continue;
            }
            $sum = 0;
            foreach ($this->buckets[$name] as $bucket => $true) {
                $sum += $this->counters[$bucket];
            }
            if ($sum !== $this->counters[$name]) {
                $violations[] = ['oracle' => 'buckets', 'where' => "$who $family",
                    'detail' => "{$this->counters[$name]} attempts, $sum outcomes"];
            }
        }
        if ($finished && $cancelled !== $cancel_attempts) {
            $violations[] = ['oracle' => 'buckets', 'where' => 'cancel',
                'detail' => "$cancel_attempts attempts, $cancelled outcomes"];
        }
        return $violations;
    }
}
