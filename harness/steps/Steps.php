<?php
/*
 * Steps.php - the program a plan stands for: one method per op of plan/ops.def, the run around them, and the
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
 * A cancellation ends the op it lands in, and the body goes on with the next op. The main coroutine spawns nothing but
 * the peers' accepting coroutines, in order, then the plan's coroutines and then the killers, in order. What an op or a
 * cause does stands in the file of its noun; here is the list of all that a program can call.
 *
 * These classes are compiled once and kept over many requests: no static state, no side effects.
 */
namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\OperationCanceledException;

use function Async\await_all;
use function Async\delay;
use function Async\get_coroutines;
use function Async\suspend;
use function Async\timeout;
use function array_keys;
use function array_merge;
use function count;
use function function_exists;
use function implode;
use function max;
use function rtrim;

final class Steps
{
    /** Loop turns after the last client within which the runtime must have accepted what the kernel had accepted. */
    private const ACCEPT_TURNS = 64;
    private const SETTLE_SUSPENDS = 4;
    private const SETTLE_DELAYS = 8;

    private int $buffer;
    private Payload $payload;
    private Ledger $ledger;
    private Transfers $transfers;
    private Actors $actors;
    /** What coroutines share is there when the program has some of it */
    private ?Channels $channels = null;
    private ?Futures $futures = null;
    private ?Streams $streams = null;
    private ?Links $links = null;
    private ?Datagrams $datagrams = null;
    private ?Tasks $tasks = null;
    private ?Listeners $listeners = null;
    private ?Scopes $scopes = null;
    private ?Endings $endings = null;
    private ?Builtins $builtins = null;
    /** Coroutines that did not end even after being cancelled */
    private int $stuck = 0;
    /** Events that the finding took place at; see expect_anchors() */
    private int $anchors = 0;

    public function __construct(int $buffer = 8192)
    {
        /* Before the program opens anything. */
        if (function_exists('FuzzAsync\\world_enter')) {
            world_enter();
        }
        $this->buffer = $buffer;
        $this->payload = new Payload();
        $this->ledger = new Ledger();
        $this->transfers = new Transfers($this->ledger, $buffer, $this->payload);
        $this->actors = new Actors($this->ledger, $this->transfers);
    }

    /** Names of coroutines that may lose a connection although nothing in the program and its peers explains it. */
    public function cuts(array $names): void
    {
        $this->transfers->cuts = $names;
    }

    /** $forked: a process of its own plays it. @param array<string, int|string> $table see EvilPeer.php */
    public function peer(string $name, array $table, bool $forked = false): EvilPeer
    {
        return $this->transfers->peers[$name] = new EvilPeer($name, $table + ['buffer' => $this->buffer], $this->payload,
            null, $forked ? new ForkedPeer($name) : null);
    }

    /** What coroutines share and ops name: channels ch0 to ch3, futures f0 to f3, streams s0 to s3, links
     *  l0 to l3, UDP sockets u0 to u3, tasks t0 to t3, listeners a0 to a3, scopes sc0 to sc3. */
    public function cell(string $name): void
    {
        switch (rtrim($name, '0123')) {
            case 'ch':
                $this->channels ??= new Channels($this->ledger);
                $this->channels->open($name);
                break;
            case 'f':
                $this->futures ??= new Futures($this->ledger);
                $this->futures->open($name);
                break;
            case 's':
                $this->streams()->open($name);
                break;
            case 'l':
                $this->links ??= new Links($this->ledger, $this->transfers, $this->buffer);
                $this->links->open($name);
                break;
            case 'u':
                $this->datagrams ??= new Datagrams($this->ledger, $this->transfers);
                $this->datagrams->open($name);
                break;
            case 't':
                $this->tasks ??= new Tasks($this->ledger);
                $this->tasks->open($name);
                break;
            case 'a':
                $this->listeners ??= new Listeners($this->ledger, $this->transfers);
                $this->listeners->open($name);
                break;
            case 'sc':
                $this->scopes ??= new Scopes($this->ledger);
                $this->scopes->open($name);
                break;
        }
    }

    private function endings(): Endings
    {
        return $this->endings ??= new Endings($this->ledger);
    }

    private function streams(): Streams
    {
        return $this->streams ??= new Streams($this->ledger, $this->transfers, $this->buffer);
    }

    /** The test is about so many events (cancellations that find their victim alive; with the library, all that is anchored
     *  in the plan). When fewer come to pass it says nothing of the finding, and report() says so. */
    public function expect_anchors(int $number): void
    {
        $this->anchors = $number;
    }

    /** $token: its body is a child that it awaits with a token. $scope: it is in a scope of its own. */
    public function coroutine(string $name, callable $body, bool $token = false, bool $scope = false): void
    {
        $this->actors->add($name, $body, $token, $scope);
    }

    /** What $cause does happens to $victim when the embedder says so. */
    public function killer(string $name, string $cause, string $victim): void
    {
        $this->actors->killer($name, $cause, $victim);
    }

    /* ---- ops ---- */

    public function download(string $who, EvilPeer $peer, int $chunk): void
    {
        $this->transfers->download($who, $peer, $chunk);
    }

    public function upload(string $who, EvilPeer $peer, int $bytes, int $write): void
    {
        $this->transfers->upload($who, $peer, $bytes, $write);
    }

    public function delay(string $who, int $ms): void
    {
        $this->ledger->op('delay', $who, 'delay', function () use ($ms) {
            $this->ledger->paused_ms += $ms;
            delay($ms);
            return 'ok';
        });
    }

    public function suspend(string $who, int $times): void
    {
        $this->ledger->op('suspend', $who, 'suspend', static function () use ($times) {
            for ($i = 0; $i < $times; $i++) {
                suspend();
            }
            return 'ok';
        });
    }

    public function cancel(string $who, string $target): void
    {
        $this->actors->cancel($who, $target);
    }

    public function send(string $who, string $channel, int $times, int $ms): void
    {
        $this->channels->send($who, $channel, $times, $ms);
    }

    public function recv(string $who, string $channel, int $times, int $ms): void
    {
        $this->channels->recv($who, $channel, $times, $ms);
    }

    public function try_send(string $who, string $channel, int $times): void
    {
        $this->channels->try_send($who, $channel, $times);
    }

    public function recv_async(string $who, string $channel, int $times, int $ms): void
    {
        $this->channels->recv_async($who, $channel, $times, $ms);
    }

    public function iterate(string $who, string $channel, int $times): void
    {
        $this->channels->iterate($who, $channel, $times);
    }

    public function close_channel(string $who, string $channel, int $how = 0): void
    {
        $this->channels->close_channel($who, $channel, $how);
    }

    public function complete(string $who, string $future): void
    {
        $this->futures->complete($who, $future);
    }

    public function fail(string $who, string $future): void
    {
        $this->futures->fail($who, $future);
    }

    public function await_future(string $who, string $future, int $ms): void
    {
        $this->futures->await_future($who, $future, $ms);
    }

    public function chain(string $who, string $future, int $links, int $ms): void
    {
        $this->futures->chain($who, $future, $links, $ms);
    }

    public function share_write(string $who, string $stream, int $bytes, int $write): void
    {
        $this->streams->share_write($who, $stream, $bytes, $write);
    }

    public function share_read(string $who, string $stream, int $bytes, int $chunk): void
    {
        $this->streams->share_read($who, $stream, $bytes, $chunk);
    }

    public function share_close(string $who, string $stream, int $end): void
    {
        $this->streams->share_close($who, $stream, $end);
    }

    public function select(string $who, int $streams, int $ms): void
    {
        $this->streams()->select($who, $streams, $ms);
    }

    public function grow(string $who, string $scope, int $tasks, int $work): void
    {
        $this->scopes->grow($who, $scope, $tasks, $work);
    }

    public function join(string $who, string $scope, int $ms, int $after): void
    {
        $this->scopes->join($who, $scope, $ms, $after);
    }

    public function end_scope(string $who, string $scope, int $how): void
    {
        $this->scopes->end_scope($who, $scope, $how);
    }

    public function watch(string $who, string $scope, int $handler): void
    {
        $this->scopes->watch($who, $scope, $handler);
    }

    /** The next ops run inside protect(), one by one. */
    public function protect(string $who, int $ops): void
    {
        $this->ledger->shield($who, $ops);
    }

    public function quit(string $who, int $how): void
    {
        $this->endings()->quit($who, $how);
    }

    public function gc(string $who, int $holds): void
    {
        $this->endings()->gc($who, $holds);
    }

    public function link_write(string $who, string $link, int $bytes, int $write): void
    {
        $this->links->link_write($who, $link, $bytes, $write);
    }

    public function link_read(string $who, string $link, int $bytes, int $chunk): void
    {
        $this->links->link_read($who, $link, $bytes, $chunk);
    }

    public function link_end(string $who, string $link, int $how): void
    {
        $this->links->link_end($who, $link, $how);
    }

    public function udp_send(string $who, string $socket, int $times, int $bytes): void
    {
        $this->datagrams->udp_send($who, $socket, $times, $bytes);
    }

    public function udp_recv(string $who, string $socket, int $times, int $size): void
    {
        $this->datagrams->udp_recv($who, $socket, $times, $size);
    }

    public function udp_close(string $who, string $socket, int $how): void
    {
        $this->datagrams->udp_close($who, $socket, $how);
    }

    public function drop_future(string $who, string $future, int $what): void
    {
        $this->futures->drop_future($who, $future, $what);
    }

    public function launch(string $who, string $task, int $work): void
    {
        $this->tasks->launch($who, $task, $work);
    }

    public function await_task(string $who, string $task, int $ms): void
    {
        $this->tasks->await_task($who, $task, $ms);
    }

    public function drop_task(string $who, string $task): void
    {
        $this->tasks->drop_task($who, $task);
    }

    public function dial(string $who, string $listener, int $times, int $bytes): void
    {
        $this->listeners->dial($who, $listener, $times, $bytes);
    }

    public function accept_loop(string $who, string $listener, int $times, int $ms): void
    {
        $this->listeners->accept_loop($who, $listener, $times, $ms);
    }

    public function end_listener(string $who, string $listener, int $how): void
    {
        $this->listeners->end_listener($who, $listener, $how);
    }

    public function builtin(string $who, int $call): void
    {
        $this->builtins ??= new Builtins($this->ledger, $this->transfers);
        $this->builtins->builtin($who, $call);
    }

    /* ---- causes ---- */

    public function token(string $who, string $victim): void
    {
        $this->actors->token($who, $victim);
    }

    public function scope_cancel(string $who, string $victim): void
    {
        $this->actors->scope_cancel($who, $victim);
    }

    public function scope_dispose(string $who, string $victim): void
    {
        $this->actors->scope_dispose($who, $victim);
    }

    public function close(string $who, string $victim): void
    {
        $this->actors->close($who, $victim);
    }

    public function reset(string $who, string $victim): void
    {
        $this->actors->reset($who, $victim);
    }

    public function shutdown(string $who, string $victim): void
    {
        $this->actors->shutdown($who, $victim);
    }

    /* ---- the run ---- */

    /** Runs everything. $limit_ms bounds each phase, on top of the time that the program itself asked to wait. */
    public function run(int $limit_ms): void
    {
        foreach ($this->transfers->peers as $peer) {
            $peer->listen();
        }
        foreach ($this->transfers->peers as $peer) {
            $peer->start();
        }
        $this->actors->spawn();
        $killers = $this->actors->spawn_killers();

        $this->finish_actors($limit_ms);
        $this->finish_killers($killers, $limit_ms);
        $this->release();
        if ($this->scopes !== null) {
            $this->finish($this->scopes->handles(), $limit_ms);
        }
        $this->channels?->settle();
        $this->streams?->settle();
        $this->links?->settle();
        $this->datagrams?->settle();
        $this->tasks?->settle();
        $this->scopes?->settle();
        $this->finish_peers($limit_ms);
        $this->settle();
        foreach ($this->transfers->peers as $peer) {
            $peer->close();
        }
        if (function_exists('FuzzAsync\\world_outcome')) {
            world_outcome($this->counters());
        }
    }

    /** Some ops may wait for ever because the program says so. Once nothing else is left, they are let go, and what
     *  their coroutines then still have to do is awaited like the rest. */
    private function finish_actors(int $limit_ms): void
    {
        if (!$this->await($this->actors->handles, $limit_ms)) {
            $this->judge_waits();
            $this->release();
        }
        $this->finish($this->actors->handles, $limit_ms);
    }

    private function release(): void
    {
        $this->channels?->release();
        $this->futures?->release();
        $this->streams?->release();
        $this->links?->release();
        $this->datagrams?->release();
        $this->tasks?->release();
        $this->listeners?->release();
        $this->scopes?->release();
    }

    /** Nothing explains a wait for what is there. */
    private function judge_waits(): void
    {
        /* Innocent: what became ready in the same turn as the bound has not run yet. */
        for ($i = 0; $i < self::SETTLE_SUSPENDS; $i++) {
            suspend();
        }
        $wrong = ($this->channels?->contradictions() ?? []) + ($this->futures?->contradictions() ?? [])
            + ($this->streams?->contradictions() ?? []) + ($this->links?->contradictions() ?? [])
            + ($this->datagrams?->contradictions() ?? []) + ($this->tasks?->contradictions() ?? [])
            + ($this->listeners?->contradictions() ?? []) + ($this->scopes?->contradictions() ?? []);
        if ($wrong === [] || $this->ledger->stopping) {
            return;
        }
        foreach ($wrong as $name => $detail) {
            $this->ledger->violation('liveness', $this->where($name), $detail);
        }
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
                $this->ledger->violation('liveness', $where, 'not finished at the bound');
            }
        }
        if (!$this->ledger->stopping && function_exists('FuzzAsync\\on_hang')) {
            on_hang($names, $this->log());
        }
        $this->ledger->stopping = true;
        foreach ($handles as $handle) {
            if (!$handle->isCompleted()) {
                $handle->cancel();
            }
        }
        if (!$this->await($handles, $limit_ms)) {
            foreach ($handles as $name => $handle) {
                if (!$handle->isCompleted()) {
                    $this->stuck++;
                    $this->ledger->violation('liveness', $this->where($name), 'not finished after being cancelled');
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
                if (!$this->ledger->shut) {
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
        $ms = $this->ledger->paused_ms;
        foreach ($this->transfers->peers as $peer) {
            $ms += $peer->waited_ms();
        }
        return $ms;
    }

    private function finish_peers(int $limit_ms): void
    {
        $this->finish_accepts();
        $acceptors = [];
        foreach ($this->transfers->peers as $name => $peer) {
            $peer->stop_accepting();
            $acceptors[$name] = $peer->coroutine;
        }
        $this->finish($acceptors, $limit_ms);

        $links = [];
        foreach ($this->transfers->peers as $peer) {
            foreach ($peer->links as $link) {
                if ($link->coroutine === null) {
                    continue;
                }
                if ($this->ledger->stopping && !$link->coroutine->isCompleted()) {
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
        for ($i = 0; $waiting = $this->transfers->unaccepted(); $i++) {
            if ($this->ledger->stopping) {
                return;
            }
            /* Innocent: the table says when the peer goes on. */
            if (($ms = $this->transfers->accept_pause_ms(array_keys($waiting))) > 0) {
                delay($ms);
                $i--;
                continue;
            }
            /* Innocent: accepting was tried, and failed. */
            if ($i >= self::ACCEPT_TURNS + $this->transfers->refusals()) {
                foreach ($waiting as $name => $number) {
                    $this->ledger->violation('liveness', "$name in accept", "$number connections wait to be accepted");
                }
                return;
            }
            delay(1);
        }
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
            $this->ledger->violation('orphans', 'main', "$orphans coroutines are left");
        }
    }

    private function where(string $name): string
    {
        if (isset($this->actors->handles[$name])) {
            return $this->ledger->doing[$name] === '' ? $name : "$name in {$this->ledger->doing[$name]}";
        }
        if (isset($this->transfers->peers[$name])) {
            return "$name in accept";
        }
        foreach ($this->transfers->peers as $peer) {
            foreach ($peer->links as $link) {
                if ($link->name === $name) {
                    return "$name in {$link->doing}";
                }
            }
        }
        return $name;
    }

    /* ---- what was found ---- */

    /** @return array<string, int> */
    public function counters(): array
    {
        $counters = $this->ledger->counters;
        foreach ($this->transfers->peers as $peer) {
            $counters += $peer->counters();
        }
        return $counters;
    }

    /** @return array<int, array{oracle: string, where: string, detail: string}> */
    public function violations(): array
    {
        return array_merge($this->ledger->found, $this->transfers->violations(), $this->channels?->violations() ?? [],
            $this->ledger->check_buckets($this->actors->handles));
    }

    /** One line per connection of every peer, then one per transfer. @return string[] */
    public function log(): array
    {
        $lines = [];
        foreach ($this->transfers->peers as $peer) {
            foreach ($peer->log() as $line) {
                $lines[] = $line;
            }
        }
        foreach ($this->transfers->all as $transfer) {
            $lines[] = $transfer->log();
        }
        return $lines;
    }

    private function anchors_hit(): int
    {
        return function_exists('FuzzAsync\\world_anchors') ? world_anchors() : $this->actors->landed;
    }

    /** DONE; or one line per violated invariant and the chaos log; or STALE, when nothing is violated, but the test no
     *  longer does what the finding takes. */
    public function report(): string
    {
        $lines = [];
        foreach ($this->violations() as $violation) {
            $lines[] = "{$violation['oracle']}: {$violation['where']}: {$violation['detail']}";
        }
        $anchors = "anchors hit {$this->anchors_hit()}/{$this->anchors}";
        if ($lines === []) {
            return $this->anchors_hit() < $this->anchors ? "STALE: $anchors; freeze the finding again" : 'DONE';
        }
        if ($this->anchors > 0) {
            $lines[] = $anchors;
        }
        $lines[] = 'chaos-log:';
        foreach ($this->log() as $line) {
            $lines[] = "  - $line";
        }
        return implode("\n", $lines);
    }
}
