<?php
/*
 * Actors.php - the coroutines that perform the ops of a program, and what can happen to one of them from outside.
 *
 * What else can end a wait is a method of the name of the cause in plan/causes.def: it happens here and now to the
 * victim, or is missed, when the victim has nothing that it could happen to. A killer is a coroutine that calls it:
 * one of the plan waits for its moment in at_anchor(), a function of the embedder's, one of a frozen test suspends.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Coroutine;
use Async\Future;
use Async\FutureState;
use Async\OperationCanceledException;
use Async\Scope;

use function Async\await;
use function Async\graceful_shutdown;
use function Async\spawn;
use function fclose;

final class Actors
{
    /** @var Coroutine[] by name; handles are kept, so that an exception that escapes stays with its coroutine */
    public array $handles = [];
    /** How often what a killer of the program does has found its victim alive. Killers are K0 to K15 */
    public int $landed = 0;
    private Ledger $ledger;
    private Transfers $transfers;
    /** @var callable[] by name */
    private array $bodies = [];
    /** What a killer of the plan does, by its name: [cause, victim] @var string[][] */
    private array $killers = [];
    /** Names of coroutines that are awaited with a token @var bool[] */
    private array $guarded = [];
    /** By name of the coroutine that is awaited with it, while it is @var FutureState[] */
    private array $tokens = [];
    /** By name of the coroutine that awaits it @var Coroutine[] */
    private array $inner = [];
    /** By name of the only coroutine in it @var Scope[] */
    private array $scopes = [];

    public function __construct(Ledger $ledger, Transfers $transfers)
    {
        $this->ledger = $ledger;
        $this->transfers = $transfers;
    }

    /** $token: its body is a child that it awaits with a token. $scope: it is in a scope of its own. */
    public function add(string $name, callable $body, bool $token = false, bool $scope = false): void
    {
        $this->bodies[$name] = $body;
        $this->ledger->doing[$name] = '';
        $this->guarded[$name] = $token;
        if ($token) {
            $this->ledger->cancellations->guards($name);
        }
        if ($scope) {
            $this->scopes[$name] = new Scope();
        }
    }

    /** What $cause does happens to $victim when the embedder says so. */
    public function killer(string $name, string $cause, string $victim): void
    {
        $this->killers[$name] = [$cause, $victim];
    }

    public function cancel(string $who, string $target): void
    {
        if ($this->ledger->stopping) {
            return;
        }
        $this->ledger->add("cancel_attempts_$who", 1);
        $this->ledger->doing[$who] = "cancel $target";
        if (!isset($this->handles[$target])) {
            $this->ledger->add("cancel_target_missing_$who", 1);
        } else {
            $this->landed += $who[0] === 'K' && !$this->handles[$target]->isCompleted() ? 1 : 0;
            try {
                if (!$this->guarded[$target]) {
                    $this->ledger->cancellations->said($who, $target, $this->handles[$target]);
                }
                $this->handles[$target]->cancel();
                $this->ledger->add("cancelled_$target", 1);
            } catch (\Throwable $e) {
                /* cancel() never suspends, so not even a cancellation may come out of it. */
                $this->ledger->add("cancel_threw_$who", 1);
                $this->ledger->unexpected("$who in cancel $target", $e);
            }
        }
        $this->ledger->doing[$who] = '';
    }

    /* ---- causes ---- */

    /** The token with which $victim awaits its body. */
    public function token(string $who, string $victim): void
    {
        $token = $this->tokens[$victim] ?? null;
        if ($this->lands('token', $who, $victim, $token !== null && !$token->isCompleted())) {
            $token->complete(null);
        }
    }

    public function scope_cancel(string $who, string $victim): void
    {
        $scope = $this->scopes[$victim] ?? null;
        if ($this->lands('scope_cancel', $who, $victim, $this->lives($victim) && $scope && !$scope->isCancelled())) {
            $this->ledger->cancellations->said($who, $victim, $this->inner[$victim] ?? $this->handles[$victim]);
            $scope->cancel();
        }
    }

    public function scope_dispose(string $who, string $victim): void
    {
        $scope = $this->scopes[$victim] ?? null;
        if ($this->lands('scope_dispose', $who, $victim, $this->lives($victim) && $scope && !$scope->isClosed())) {
            if (!$scope->isCancelled()) {
                $this->ledger->cancellations->said($who, $victim, $this->inner[$victim] ?? $this->handles[$victim]);
            }
            $scope->dispose();
        }
    }

    /** Closes the stream of the victim's transfer under its feet. */
    public function close(string $who, string $victim): void
    {
        $transfer = $this->transfers->current[$victim] ?? null;
        if ($this->lands('close', $who, $victim, $transfer !== null && $transfer->stream !== null)) {
            $transfer->closed = true;
            $stream = $transfer->stream;
            $transfer->stream = null;
            @fclose($stream);
        }
    }

    /** The peer resets the connection of the victim's transfer, whatever its table says. */
    public function reset(string $who, string $victim): void
    {
        $transfer = $this->transfers->current[$victim] ?? null;
        $link = $transfer !== null ? $this->transfers->link_of($transfer) : null;
        if ($this->lands('reset', $who, $victim, $link !== null && $link->is_open())) {
            $link->reset_now();
        }
    }

    /** Ends the program, and the victim with it. */
    public function shutdown(string $who, string $victim): void
    {
        if ($this->lands('shutdown', $who, $victim, true)) {
            /* The peers are cancelled, too: nobody would answer what the bodies still had to say. */
            $this->ledger->stopping = true;
            $this->ledger->shut = true;
            graceful_shutdown();
        }
    }

    /** Counts, and says whether to do it. */
    private function lands(string $cause, string $who, string $victim, bool $can): bool
    {
        if ($this->ledger->stopping) {
            return false;
        }
        $this->ledger->add("cancel_attempts_$who", 1);
        if (!$can) {
            $this->ledger->add("cancel_missed_$who", 1);
            return false;
        }
        $this->landed++;
        $this->ledger->add("cancelled_$victim", 1);
        $this->ledger->add("{$cause}_landed_$victim", 1);
        return true;
    }

    private function lives(string $name): bool
    {
        return isset($this->handles[$name]) && !$this->handles[$name]->isCompleted();
    }

    /* ---- their lives ---- */

    public function spawn(): void
    {
        foreach ($this->bodies as $name => $body) {
            $task = function () use ($name, $body) {
                $this->live($name, $body);
            };
            if ($this->guarded[$name]) {
                $task = function () use ($name, $task) {
                    $this->guard($name, $task);
                };
            }
            $this->handles[$name] = isset($this->scopes[$name]) ? $this->scopes[$name]->spawn($task) : spawn($task);
        }
        /* The bodies refer to the one who holds this: let go of them. */
        $this->bodies = [];
    }

    private function live(string $name, callable $body): void
    {
        if (!$this->ledger->cancellations->may_begin($name)) {
            $this->ledger->violation('cancellation', $name, 'began: it had been cancelled before that');
        }
        try {
            $body();
        } catch (AsyncCancellation $e) {
            /* Every op catches its own; a body of a frozen test may still suspend by itself. */
        } catch (\Throwable $e) {
            $this->ledger->unexpected($name, $e);
        }
    }

    /** Awaits a body with a token; one that fires ends this wait, and not the body. */
    private function guard(string $name, \Closure $task): void
    {
        $body = $this->inner[$name] = spawn($task);
        do {
            $this->tokens[$name] = new FutureState();
            try {
                await($body, new Future($this->tokens[$name]));
            } catch (OperationCanceledException $e) {
                $this->ledger->add("token_fired_$name", 1);
            } catch (AsyncCancellation $e) {
                /* Ours, which is meant for the body; or the body's own, which has then ended. */
                $this->ledger->cancellations->said('', $name, $body);
                $body->cancel();
            }
        } while (!$body->isCompleted());
        unset($this->tokens[$name], $this->inner[$name]);
    }

    /** @return Coroutine[] by name */
    public function spawn_killers(): array
    {
        $handles = [];
        foreach ($this->killers as $name => [$cause, $victim]) {
            $this->ledger->doing[$name] = '';
            $handles[$name] = spawn(function () use ($name, $cause, $victim) {
                $this->live($name, function () use ($name, $cause, $victim) {
                    at_anchor();
                    $this->$cause($name, $victim);
                });
            });
        }
        return $handles;
    }
}
