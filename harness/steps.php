<?php
/*
 * steps.php - the program a plan stands for: one method per op of plan/ops.def, the run around them, and the
 * invariants that can be checked in PHP.
 *
 * The interpreter calls these methods from a decoded plan, a frozen test calls the same methods from a flat program,
 * so the frozen test is what ran:
 *
 *   $steps = new Steps(buffer: 8192);
 *   $P0 = $steps->peer('P0', ['mode' => 'consume', 'read' => 8192, 'rst' => 100]);
 *   $steps->coroutine('C0', function () use ($steps, $P0) {
 *       $steps->upload('C0', $P0, 65536, 4096);
 *       $steps->cancel('C0', 'C1');
 *   });
 *   $steps->run(5000);
 *   echo $steps->report(), "\n";            // DONE, or what is broken
 *
 * Every op makes one attempt and ends in exactly one outcome bucket (names as in TrueAsync's chaos harness); a
 * cancellation ends the op it lands in, and the body goes on with the next op. The main coroutine spawns nothing but
 * the peers' accepting coroutines, in order, then the plan's coroutines and then the killers, in order.
 *
 * What else can end a wait is a method of the name of the cause in plan/causes.def: it happens here and now to the
 * victim, or is missed, when the victim has nothing that it could happen to. A killer is a coroutine that calls it:
 * one of the plan waits for its moment in at_anchor(), a function of the embedder's, one of a frozen test suspends.
 *
 * These classes are compiled once and kept over many requests: no static state, no side effects.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Coroutine;
use Async\Future;
use Async\FutureState;
use Async\OperationCanceledException;
use Async\Scope;

use function Async\await;
use function Async\await_all;
use function Async\delay;
use function Async\get_coroutines;
use function Async\graceful_shutdown;
use function Async\spawn;
use function Async\suspend;
use function Async\timeout;
use function array_merge;
use function bin2hex;
use function count;
use function fclose;
use function fread;
use function function_exists;
use function fwrite;
use function get_class;
use function implode;
use function in_array;
use function max;
use function min;
use function stream_get_meta_data;
use function stream_set_read_buffer;
use function stream_socket_client;
use function stream_socket_get_name;
use function strlen;
use function substr;

/** What one download or upload did. */
final class Transfer
{
    public string $op;
    public string $who;
    public EvilPeer $peer;
    /** upload: bytes to send; download: 0 */
    public int $asked;
    /** Bytes of one read or write, as asked for */
    public int $size;
    /** Bytes received, or accepted by fwrite */
    public int $done = 0;
    /** Calls of fread or fwrite that returned */
    public int $calls = 0;
    /** upload: bytes handed to a fwrite that has not returned: nobody knows how many the kernel took */
    public int $pending = 0;
    /** ok cancelled failed connect_failed; '' while it runs */
    public string $outcome = '';
    /** Address of our end: finds the PeerLink */
    public string $client = '';
    public bool $connected = false;
    public bool $timed_out = false;
    /** @var resource|null our end, from connect to the end of the op */
    public $stream = null;
    /** Another coroutine has closed it: nobody knows how far the transfer had come */
    public bool $closed = false;
    /** What was wrong with the bytes, or '' */
    public string $broken = '';

    public function __construct(string $op, string $who, EvilPeer $peer, int $asked, int $size)
    {
        $this->op = $op;
        $this->who = $who;
        $this->peer = $peer;
        $this->asked = $asked;
        $this->size = $size;
    }

    public function log(): string
    {
        $outcome = $this->outcome === '' ? 'unfinished' : $this->outcome;
        $line = "client {$this->who}: peer={$this->peer->name}";
        return $this->op === 'upload'
            ? "$line upload={$this->asked}B writesize={$this->size} writes={$this->calls} sent={$this->done}B"
                . " outcome=$outcome"
            : "$line readsize={$this->size} reads={$this->calls} recv={$this->done}B outcome=$outcome";
    }
}

final class Steps
{
    private const CONNECT_TIMEOUT_S = 5.0;
    /** Loop turns after the last client within which the runtime must have accepted what the kernel had accepted. */
    private const ACCEPT_TURNS = 64;
    private const SETTLE_SUSPENDS = 4;
    private const SETTLE_DELAYS = 8;
    private const OUTCOMES = ['ok', 'cancelled', 'failed', 'connect_failed'];

    private int $buffer;
    private Payload $payload;
    /** @var EvilPeer[] by name */
    private array $peers = [];
    /** @var callable[] by name */
    private array $bodies = [];
    /** @var Coroutine[] by name; handles are kept, so that an exception that escapes stays with its coroutine */
    private array $handles = [];
    /** What a killer of the plan does, by its name: [cause, victim] @var string[][] */
    private array $killers = [];
    /** Names of coroutines that are awaited with a token @var bool[] */
    private array $guarded = [];
    /** By name of the coroutine that is awaited with it, while it is @var FutureState[] */
    private array $tokens = [];
    /** By name of the only coroutine in it @var Scope[] */
    private array $scopes = [];
    /** By name of the coroutine that is at it @var Transfer[] */
    private array $current = [];
    /** Op each coroutine is in; '' between ops @var string[] */
    private array $doing = [];
    /** @var Transfer[] in order of their start */
    private array $transfers = [];
    /** @var array<string, int> */
    private array $counters = [];
    /** [family, coroutine] of every attempts counter, by its name */
    private array $families = [];
    /** Violations seen while running */
    private array $found = [];
    /** Milliseconds the program has asked to wait for, peers excluded */
    private int $paused_ms = 0;
    /** Something hangs: what is left of the bodies does nothing any more */
    private bool $stopping = false;
    /** Coroutines whose connections may be lost because the embedder makes calls of libc fail; '*' is all of them
     *  @var string[] */
    private array $cuts = [];
    /** The program has been shut down */
    private bool $shut = false;
    /** Coroutines that did not end even after being cancelled */
    private int $stuck = 0;

    public function __construct(int $buffer = 8192)
    {
        $this->buffer = $buffer;
        $this->payload = new Payload();
    }

    /** Names of coroutines that may lose a connection although nothing in the program and its peers explains it. */
    public function cuts(array $names): void
    {
        $this->cuts = $names;
    }

    /** @param array<string, int|string> $table see EvilPeer.php */
    public function peer(string $name, array $table): EvilPeer
    {
        return $this->peers[$name] = new EvilPeer($name, $table + ['buffer' => $this->buffer], $this->payload);
    }

    /** $token: its body is a child that it awaits with a token. $scope: it is in a scope of its own. */
    public function coroutine(string $name, callable $body, bool $token = false, bool $scope = false): void
    {
        $this->bodies[$name] = $body;
        $this->doing[$name] = '';
        $this->guarded[$name] = $token;
        if ($scope) {
            $this->scopes[$name] = new Scope();
        }
    }

    /** What $cause does happens to $victim when the embedder says so. */
    public function killer(string $name, string $cause, string $victim): void
    {
        $this->killers[$name] = [$cause, $victim];
    }

    /* ---- ops ---- */

    public function download(string $who, EvilPeer $peer, int $chunk): void
    {
        if ($this->stopping) {
            return;
        }
        $transfer = $this->begin(new Transfer('download', $who, $peer, 0, $chunk));
        try {
            $transfer->outcome = $this->connect($transfer) ? $this->receive($transfer->stream, $transfer) : 'connect_failed';
        } catch (AsyncCancellation $e) {
            $transfer->outcome = 'cancelled';
        } catch (\Throwable $e) {
            $transfer->outcome = 'failed';
            $this->unexpected("$who in download {$peer->name}", $e);
        } finally {
            $this->disconnect($transfer);
            $this->add("io_recv_bytes_$who", $transfer->done);
            $this->add("io_read_calls_$who", $transfer->calls);
            $this->outcome('io_download', $who, $transfer->outcome);
        }
    }

    public function upload(string $who, EvilPeer $peer, int $bytes, int $write): void
    {
        if ($this->stopping) {
            return;
        }
        $transfer = $this->begin(new Transfer('upload', $who, $peer, $bytes, $write));
        try {
            $transfer->outcome = $this->connect($transfer) ? $this->send($transfer->stream, $transfer) : 'connect_failed';
        } catch (AsyncCancellation $e) {
            $transfer->outcome = 'cancelled';
        } catch (\Throwable $e) {
            $transfer->outcome = 'failed';
            $this->unexpected("$who in upload {$peer->name}", $e);
        } finally {
            $this->disconnect($transfer);
            $this->add("io_sent_bytes_$who", $transfer->done);
            $this->add("io_write_calls_$who", $transfer->calls);
            $this->outcome('io_upload', $who, $transfer->outcome);
        }
    }

    public function delay(string $who, int $ms): void
    {
        if ($this->stopping) {
            return;
        }
        $this->attempt('delay', $who, 'delay');
        $this->paused_ms += $ms;
        $outcome = 'failed';
        try {
            delay($ms);
            $outcome = 'ok';
        } catch (AsyncCancellation $e) {
            $outcome = 'cancelled';
        } catch (\Throwable $e) {
            $this->unexpected("$who in delay", $e);
        } finally {
            $this->outcome('delay', $who, $outcome);
        }
    }

    public function suspend(string $who, int $times): void
    {
        if ($this->stopping) {
            return;
        }
        $this->attempt('suspend', $who, 'suspend');
        $outcome = 'failed';
        try {
            for ($i = 0; $i < $times; $i++) {
                suspend();
            }
            $outcome = 'ok';
        } catch (AsyncCancellation $e) {
            $outcome = 'cancelled';
        } catch (\Throwable $e) {
            $this->unexpected("$who in suspend", $e);
        } finally {
            $this->outcome('suspend', $who, $outcome);
        }
    }

    public function cancel(string $who, string $target): void
    {
        if ($this->stopping) {
            return;
        }
        $this->add("cancel_attempts_$who", 1);
        $this->doing[$who] = "cancel $target";
        if (!isset($this->handles[$target])) {
            $this->add("cancel_target_missing_$who", 1);
        } else {
            try {
                $this->handles[$target]->cancel();
                $this->add("cancelled_$target", 1);
            } catch (\Throwable $e) {
                /* cancel() never suspends, so not even a cancellation may come out of it. */
                $this->add("cancel_threw_$who", 1);
                $this->unexpected("$who in cancel $target", $e);
            }
        }
        $this->doing[$who] = '';
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
            $scope->cancel();
        }
    }

    public function scope_dispose(string $who, string $victim): void
    {
        $scope = $this->scopes[$victim] ?? null;
        if ($this->lands('scope_dispose', $who, $victim, $this->lives($victim) && $scope && !$scope->isClosed())) {
            $scope->dispose();
        }
    }

    /** Closes the stream of the victim's transfer under its feet. */
    public function close(string $who, string $victim): void
    {
        $transfer = $this->current[$victim] ?? null;
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
        $transfer = $this->current[$victim] ?? null;
        $link = $transfer !== null ? $this->links_by_client()[$transfer->client] ?? null : null;
        if ($this->lands('reset', $who, $victim, $link !== null && $link->is_open())) {
            $link->reset_now();
        }
    }

    /** Ends the program, and the victim with it. */
    public function shutdown(string $who, string $victim): void
    {
        if ($this->lands('shutdown', $who, $victim, true)) {
            /* The peers are cancelled, too: nobody would answer what the bodies still had to say. */
            $this->stopping = true;
            $this->shut = true;
            graceful_shutdown();
        }
    }

    /** Counts, and says whether to do it. */
    private function lands(string $cause, string $who, string $victim, bool $can): bool
    {
        if ($this->stopping) {
            return false;
        }
        $this->add("cancel_attempts_$who", 1);
        if (!$can) {
            $this->add("cancel_missed_$who", 1);
            return false;
        }
        $this->add("cancelled_$victim", 1);
        $this->add("{$cause}_landed_$victim", 1);
        return true;
    }

    private function lives(string $name): bool
    {
        return isset($this->handles[$name]) && !$this->handles[$name]->isCompleted();
    }

    /* ---- the run ---- */

    /** Runs everything. $limit_ms bounds each phase, on top of the time that the program itself asked to wait. */
    public function run(int $limit_ms): void
    {
        foreach ($this->peers as $peer) {
            $peer->listen();
        }
        foreach ($this->peers as $peer) {
            $peer->start();
        }
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
        /* The bodies refer to this object: let go of them. */
        $this->bodies = [];
        $killers = $this->spawn_killers();

        $this->finish($this->handles, $limit_ms);
        $this->finish_killers($killers, $limit_ms);
        $this->finish_peers($limit_ms);
        $this->settle();
        foreach ($this->peers as $peer) {
            $peer->close();
        }
    }

    private function live(string $name, callable $body): void
    {
        try {
            $body();
        } catch (AsyncCancellation $e) {
            /* Every op catches its own; a body of a frozen test may still suspend by itself. */
        } catch (\Throwable $e) {
            $this->unexpected($name, $e);
        }
    }

    /** Awaits a body with a token; one that fires ends this wait, and not the body. */
    private function guard(string $name, \Closure $task): void
    {
        $body = spawn($task);
        do {
            $this->tokens[$name] = new FutureState();
            try {
                await($body, new Future($this->tokens[$name]));
            } catch (OperationCanceledException $e) {
                $this->add("token_fired_$name", 1);
            } catch (AsyncCancellation $e) {
                /* Ours, which is meant for the body; or the body's own, which has then ended. */
                $body->cancel();
            }
        } while (!$body->isCompleted());
        unset($this->tokens[$name]);
    }

    /** @return Coroutine[] by name */
    private function spawn_killers(): array
    {
        $handles = [];
        foreach ($this->killers as $name => [$cause, $victim]) {
            $this->doing[$name] = '';
            $handles[$name] = spawn(function () use ($name, $cause, $victim) {
                $this->live($name, function () use ($name, $cause, $victim) {
                    at_anchor();
                    $this->$cause($name, $victim);
                });
            });
        }
        return $handles;
    }

    /** The event that a killer waits for may never come. */
    private function finish_killers(array $killers, int $limit_ms): void
    {
        foreach ($killers as $killer) {
            if (!$killer->isCompleted()) {
                $killer->cancel();
            }
        }
        $this->finish($killers, $limit_ms);
    }

    /** Waits for coroutines; whatever is left at the bound is a violation, and is then cancelled. */
    private function finish(array $handles, int $limit_ms): void
    {
        if ($this->await($handles, $limit_ms)) {
            return;
        }
        $names = [];
        foreach ($handles as $name => $handle) {
            if (!$handle->isCompleted()) {
                $names[] = $where = $this->where($name);
                $this->found[] = ['oracle' => 'liveness', 'where' => $where, 'detail' => 'not finished at the bound'];
            }
        }
        if (!$this->stopping && function_exists('FuzzAsync\\on_hang')) {
            on_hang($names, $this->log());
        }
        $this->stopping = true;
        foreach ($handles as $handle) {
            if (!$handle->isCompleted()) {
                $handle->cancel();
            }
        }
        if (!$this->await($handles, $limit_ms)) {
            foreach ($handles as $name => $handle) {
                if (!$handle->isCompleted()) {
                    $this->stuck++;
                    $this->found[] = ['oracle' => 'liveness', 'where' => $this->where($name),
                        'detail' => 'not finished after being cancelled'];
                }
            }
        }
    }

    /** False when the bound was hit with some of them unfinished. */
    private function await(array $handles, int $limit_ms): bool
    {
        $waited_ms = 0;
        $bound_ms = max(1, $limit_ms);
        while ($bound_ms > 0) {
            try {
                await_all($handles, timeout($bound_ms));
                return true;
            } catch (OperationCanceledException $e) {
                $waited_ms += $bound_ms;
            } catch (AsyncCancellation $e) {
                /* A shutdown cancels main, too, which goes on waiting. Nobody else does. */
                if (!$this->shut) {
                    throw $e;
                }
            }
            /* Innocent: the program and its peers waited because they were told to, and no clock of ours says how
             * much of that was at the same time. So all of it is granted, once it has been asked for. */
            $bound_ms = $limit_ms + $this->patience_ms() - $waited_ms;
        }
        /* Innocent: the last one ended in the same turn as the timer. */
        foreach ($handles as $handle) {
            if (!$handle->isCompleted()) {
                return false;
            }
        }
        return true;
    }

    private function patience_ms(): int
    {
        $ms = $this->paused_ms;
        foreach ($this->peers as $peer) {
            foreach ($peer->links as $link) {
                $ms += $link->paused_ms;
            }
        }
        return $ms;
    }

    private function finish_peers(int $limit_ms): void
    {
        $this->finish_accepts();
        $acceptors = [];
        foreach ($this->peers as $name => $peer) {
            $acceptors[$name] = $peer->coroutine;
            if (!$peer->coroutine->isCompleted()) {
                $peer->coroutine->cancel();
            }
        }
        $this->finish($acceptors, $limit_ms);

        $links = [];
        foreach ($this->peers as $peer) {
            foreach ($peer->links as $link) {
                if ($this->stopping && !$link->coroutine->isCompleted()) {
                    $link->coroutine->cancel();
                }
                $links[$link->name] = $link->coroutine;
            }
        }
        $this->finish($links, $limit_ms);
    }

    /** A connection the kernel has accepted must reach the peer before its accepting coroutine is cancelled. */
    private function finish_accepts(): void
    {
        for ($i = 0; $waiting = $this->unaccepted(); $i++) {
            if ($this->stopping) {
                return;
            }
            /* Innocent: accepting was tried, and failed. */
            if ($i >= self::ACCEPT_TURNS + $this->refusals()) {
                foreach ($waiting as $name => $number) {
                    $this->found[] = ['oracle' => 'liveness', 'where' => "$name in accept",
                        'detail' => "$number connections wait to be accepted"];
                }
                return;
            }
            delay(1);
        }
    }

    private function refusals(): int
    {
        $number = 0;
        foreach ($this->peers as $peer) {
            $number += $peer->refused();
        }
        return $number;
    }

    /** @return array<string, int> by peer: connections its waiting accepting coroutine has not got yet */
    private function unaccepted(): array
    {
        $waiting = [];
        foreach ($this->transfers as $transfer) {
            /* Not counted: clients cancelled in connect, whose connection may exist or not. A peer that was told how
             * many to accept and has done so is finished, and owes nothing. */
            if ($transfer->connected && !$transfer->peer->coroutine->isCompleted()) {
                $name = $transfer->peer->name;
                $waiting[$name] = ($waiting[$name] ?? 0) + 1;
            }
        }
        foreach ($waiting as $name => $connected) {
            $waiting[$name] = $connected - $this->peers[$name]->arrived();
            if ($waiting[$name] <= 0) {
                unset($waiting[$name]);
            }
        }
        return $waiting;
    }

    /** Lets the runtime finish what it does after the last body has ended; then nobody but main may be left. */
    private function settle(): void
    {
        for ($i = 0; $i < self::SETTLE_SUSPENDS && count(get_coroutines()) > 1; $i++) {
            suspend();
        }
        for ($i = 0; $i < self::SETTLE_DELAYS && count(get_coroutines()) > 1; $i++) {
            delay(1);
        }
        /* Innocent: those already reported as not ending. */
        $orphans = count(get_coroutines()) - 1 - $this->stuck;
        if ($orphans > 0) {
            $this->found[] = ['oracle' => 'orphans', 'where' => 'main', 'detail' => "$orphans coroutines are left"];
        }
    }

    private function where(string $name): string
    {
        if (isset($this->handles[$name])) {
            return $this->doing[$name] === '' ? $name : "$name in {$this->doing[$name]}";
        }
        if (isset($this->peers[$name])) {
            return "$name in accept";
        }
        foreach ($this->peers as $peer) {
            foreach ($peer->links as $link) {
                if ($link->name === $name) {
                    return "$name in {$link->doing}";
                }
            }
        }
        return $name;
    }

    /* ---- transfers ---- */

    private function begin(Transfer $transfer): Transfer
    {
        $this->transfers[] = $transfer;
        $this->current[$transfer->who] = $transfer;
        $this->attempt("io_{$transfer->op}", $transfer->who, "{$transfer->op} {$transfer->peer->name}");
        return $transfer;
    }

    private function connect(Transfer $transfer): bool
    {
        $stream = @stream_socket_client($transfer->peer->address, $errno, $message, self::CONNECT_TIMEOUT_S);
        if ($stream === false) {
            return false;
        }
        $transfer->connected = true;
        $transfer->stream = $stream;
        $transfer->client = (string) @stream_socket_get_name($stream, false);
        if ($this->buffer > 0 && !socket_buffers($stream, $this->buffer, false)) {
            $this->add('buffers_failed', 1);
        }
        /* With PHP's own buffer a small read would take all there is. */
        stream_set_read_buffer($stream, 0);
        return true;
    }

    private function disconnect(Transfer $transfer): void
    {
        if ($transfer->stream !== null) {
            @fclose($transfer->stream);
            $transfer->stream = null;
        }
        unset($this->current[$transfer->who]);
    }

    /** Reads until nothing comes any more; that is ok, also when it was a reset. */
    private function receive($stream, Transfer $transfer): string
    {
        $end = $transfer->peer->table['payload'];
        for (;;) {
            $size = $this->piece($transfer);
            $piece = @fread($stream, $size);
            $transfer->calls++;
            if ($piece === false || $piece === '') {
                break;
            }
            $length = strlen($piece);
            if ($transfer->broken === '') {
                $this->check_piece($transfer, $piece, $size, $end);
            }
            $transfer->done += $length;
            if ($transfer->closed) {
                break;
            }
        }
        if ($transfer->closed) {
            return 'failed';
        }
        if ($transfer->done < $end) {
            /* The flag only: feof() would ask the socket and might wait. */
            $transfer->timed_out = !empty(stream_get_meta_data($stream)['timed_out']);
        }
        return 'ok';
    }

    private function check_piece(Transfer $transfer, string $piece, int $size, int $end): void
    {
        $length = strlen($piece);
        if ($length > $size) {
            $transfer->broken = "a read of $size bytes returned $length";
        } elseif ($transfer->done + $length > $end) {
            $transfer->broken = 'received ' . ($transfer->done + $length) . " bytes of a payload of $end";
        } elseif (!$this->payload->matches($transfer->done, $piece)) {
            $transfer->broken = "at offset {$transfer->done}: expected "
                . bin2hex($this->payload->slice($transfer->done, min(8, $length)))
                . ', received ' . bin2hex(substr($piece, 0, 8)) . " ($length bytes)";
        }
    }

    private function send($stream, Transfer $transfer): string
    {
        while ($transfer->done < $transfer->asked) {
            $size = min($this->piece($transfer), $transfer->asked - $transfer->done);
            $transfer->pending = $size;
            $sent = @fwrite($stream, $this->payload->slice($transfer->done, $size));
            /* Innocent: what a write had sent when its stream was closed it may not say. */
            $transfer->pending = $transfer->closed ? $size : 0;
            $transfer->calls++;
            if ($sent === false || $sent === 0) {
                return 'failed';
            }
            if ($sent > $size) {
                $transfer->broken = "a write of $size bytes accepted $sent";
                return 'failed';
            }
            $transfer->done += $sent;
            if ($transfer->closed) {
                return 'failed';
            }
        }
        return 'ok';
    }

    private function piece(Transfer $transfer): int
    {
        return $transfer->calls < EvilPeer::FINE_STEPS
            ? $transfer->size : max($transfer->size, EvilPeer::COARSE_BYTES);
    }

    /* ---- counters ---- */

    private function add(string $name, int $number): void
    {
        $this->counters[$name] = ($this->counters[$name] ?? 0) + $number;
    }

    private function attempt(string $family, string $who, string $doing): void
    {
        $name = "{$family}_attempts_$who";
        $this->add($name, 1);
        $this->families[$name] = [$family, $who];
        $this->doing[$who] = $doing;
    }

    private function outcome(string $family, string $who, string $outcome): void
    {
        $this->add("{$family}_{$outcome}_$who", 1);
        $this->doing[$who] = '';
    }

    private function unexpected(string $where, \Throwable $e): void
    {
        $this->found[] = ['oracle' => 'unexpected', 'where' => $where,
            'detail' => get_class($e) . ': ' . $e->getMessage()];
    }

    /** @return array<string, int> */
    public function counters(): array
    {
        $counters = $this->counters;
        foreach ($this->peers as $peer) {
            $counters += $peer->counters();
        }
        return $counters;
    }

    /* ---- invariants ---- */

    /** @return array<int, array{oracle: string, where: string, detail: string}> */
    public function violations(): array
    {
        $links = $this->links_by_client();
        $violations = $this->found;
        foreach ($this->transfers as $transfer) {
            $detail = $transfer->op === 'upload'
                ? $this->check_upload($transfer, $links[$transfer->client] ?? null)
                : $this->check_download($transfer, $links[$transfer->client] ?? null);
            if ($detail !== '') {
                $violations[] = ['oracle' => 'bytes',
                    'where' => "{$transfer->who} {$transfer->op} {$transfer->peer->name}", 'detail' => $detail];
            }
        }
        foreach ($this->peers as $peer) {
            $violations = array_merge($violations, $this->check_peer($peer));
        }
        return array_merge($violations, $this->check_buckets());
    }

    /** @return array<string, PeerLink|null> null: two connections had the same address, nobody can tell which */
    private function links_by_client(): array
    {
        $links = [];
        foreach ($this->peers as $peer) {
            foreach ($peer->links as $link) {
                if ($link->client !== '') {
                    $links[$link->client] = isset($links[$link->client]) ? null : $link;
                }
            }
        }
        return $links;
    }

    private function check_download(Transfer $transfer, ?PeerLink $link): string
    {
        $payload = $transfer->peer->table['payload'];
        if ($transfer->broken !== '' || $transfer->done >= $payload || $transfer->outcome !== 'ok') {
            return $transfer->broken;
        }
        /* Received less than the payload, yet no complaint. Innocent: the stream's own time limit ended the read; */
        if ($transfer->timed_out) {
            return '';
        }
        /* the connection was never accepted, the table cut it short, or the peer did not get to its end. */
        if ($link === null || $link->ended !== 'close') {
            return '';
        }
        /* The embedder made a call fail that one of the two ends had made. */
        if ($this->may_be_cut($transfer->who) || $this->may_be_cut($link->name)) {
            return '';
        }
        return "received {$transfer->done} of $payload bytes, and the peer sent {$link->written}";
    }

    private function may_be_cut(string $name): bool
    {
        /* A coroutine with a token makes its calls in a child. */
        return in_array('*', $this->cuts, true) || in_array($name, $this->cuts, true)
            || in_array("$name.0", $this->cuts, true);
    }

    private function check_upload(Transfer $transfer, ?PeerLink $link): string
    {
        if ($transfer->broken !== '') {
            return $transfer->broken;
        }
        if ($transfer->done > $transfer->asked) {
            return "sent {$transfer->done} of {$transfer->asked} bytes";
        }
        if ($transfer->outcome === 'ok' && $transfer->done !== $transfer->asked) {
            return "ok with {$transfer->done} of {$transfer->asked} bytes";
        }
        if ($link === null) {
            return '';
        }
        /* Innocent: the kernel took part of a write that was cancelled before it could say so. */
        if ($link->read > $transfer->done + $transfer->pending) {
            return "the peer read {$link->read} bytes, but {$transfer->done} were sent";
        }
        /* Innocent: the peer was told to stop or did not get to EOF, or the client did not get to its end. */
        if ($transfer->outcome === 'ok' && $link->ended === 'eof' && $link->read !== $transfer->done) {
            return "the peer read {$link->read} bytes up to EOF, but {$transfer->done} were sent";
        }
        return '';
    }

    private function check_peer(EvilPeer $peer): array
    {
        $violations = [];
        $read = 0;
        foreach ($peer->links as $link) {
            $read += $link->read;
            if ($link->mismatch >= 0) {
                $violations[] = ['oracle' => 'bytes', 'where' => $link->name,
                    'detail' => "at offset {$link->mismatch}: read what nobody sent"];
            }
            if ($link->error !== '') {
                $violations[] = ['oracle' => 'unexpected', 'where' => $link->name, 'detail' => $link->error];
            }
            /* Nobody but the end of a hanging run cancels a connection. */
            if ($link->ended === 'cancelled' && !$this->stopping) {
                $violations[] = ['oracle' => 'unexpected', 'where' => $link->name,
                    'detail' => 'cancelled, but nobody cancelled it'];
            }
        }
        if ($peer->error !== '') {
            $violations[] = ['oracle' => 'unexpected', 'where' => $peer->name, 'detail' => $peer->error];
        }
        if ($peer->table['mode'] === 'consume') {
            $sent = 0;
            foreach ($this->transfers as $transfer) {
                $sent += $transfer->peer === $peer ? $transfer->done + $transfer->pending : 0;
            }
            if ($read > $sent) {
                $violations[] = ['oracle' => 'bytes', 'where' => $peer->name,
                    'detail' => "read $read bytes, but $sent were sent to it"];
            }
        }
        return $violations;
    }

    /** Exactly one bucket per attempt, for every schedule. */
    private function check_buckets(): array
    {
        $violations = [];
        $cancelled = 0;
        $cancel_attempts = 0;
        $finished = true;
        foreach ($this->handles as $handle) {
            /* Innocent: it is still in an op; liveness has said so. */
            $finished = $finished && $handle->isCompleted();
        }
        foreach ($this->doing as $who => $doing) {
            $cancel_attempts += $this->counters["cancel_attempts_$who"] ?? 0;
            $cancelled += ($this->counters["cancelled_$who"] ?? 0) + ($this->counters["cancel_threw_$who"] ?? 0)
                + ($this->counters["cancel_target_missing_$who"] ?? 0) + ($this->counters["cancel_missed_$who"] ?? 0);
        }
        foreach ($this->families as $name => [$family, $who]) {
            if (!isset($this->handles[$who]) || !$this->handles[$who]->isCompleted()) {
                continue;
            }
            $sum = 0;
            foreach (self::OUTCOMES as $outcome) {
                $sum += $this->counters["{$family}_{$outcome}_$who"] ?? 0;
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

    /* ---- what people read ---- */

    /** One line per connection of every peer, then one per transfer. @return string[] */
    public function log(): array
    {
        $lines = [];
        foreach ($this->peers as $peer) {
            foreach ($peer->log() as $line) {
                $lines[] = $line;
            }
        }
        foreach ($this->transfers as $transfer) {
            $lines[] = $transfer->log();
        }
        return $lines;
    }

    /** DONE, or one line per violated invariant and the chaos log. */
    public function report(): string
    {
        $lines = [];
        foreach ($this->violations() as $violation) {
            $lines[] = "{$violation['oracle']}: {$violation['where']}: {$violation['detail']}";
        }
        if ($lines === []) {
            return 'DONE';
        }
        $lines[] = 'chaos-log:';
        foreach ($this->log() as $line) {
            $lines[] = "  - $line";
        }
        return implode("\n", $lines);
    }
}
