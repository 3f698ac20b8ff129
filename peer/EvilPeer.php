<?php
/*
 * EvilPeer.php - the misbehaving other end of a connection, played by coroutines of the runtime under test; or by a process
 * of its own, which runs the same code without any runtime (ForkedPeer, ForkedWorker).
 *
 * An EvilPeer listens on 127.0.0.1, accepts connections in one coroutine and plays its fault table on each of them
 * in a coroutine of its own (PeerLink). The table's keys are those of plan/toxics.def; a key that is absent is a toxic
 * that is off:
 *
 *   mode         'serve' (it writes) or 'consume' (it reads until EOF)
 *   payload      serve: bytes to write                      slice       serve: bytes of one write, 0 = all at once
 *   delay        serve: ms between two writes               read        consume: bytes of one read
 *   fin          close after n bytes written or read        rst         the same with a hard reset (SO_LINGER {1,0})
 *   never_read   consume: read nothing, hold ms, close      slow_read   consume: bytes of one read, and
 *   stop_read    consume: stop after n bytes, hold             slow_read_ms  the pause after it
 *                   stop_read_hold_ms, close
 *   latency      ms before the first byte                   stall       after n bytes wait stall_ms, go on
 *   half_close   shut sending down after n bytes (serve: or at the end, when that comes first) and go on reading
 *   slow_close   ms between the last byte and the close     extra       serve: bytes after the payload, of another kind
 *   early        consume: bytes written before the first read
 *   accept_late  ms before each accept                      accept_close  the first n connections are closed by who
 *   accept_rst   the first n are reset by who accepts          accepts them
 *   refuse       after n accepted connections wait refuse_hold_ms and close the listener: what waits in its backlog is
 *                   reset, what comes later refused. 0 and no wait: the address is bound, and never listened at
 *   connections  how many to accept; absent = until cancelled
 *   buffer       SO_SNDBUF and SO_RCVBUF of its sockets, in bytes; absent = the kernel's choice. Below about 6000
 *                   small writes make Linux fall back on timers of its own (delayed ACK 40 ms, retransmission
 *                   200 ms), which no virtual clock moves
 *   small_buffer    the same for this peer, whatever the others have
 *
 * What is fine-grained (slices and their pauses, slow and small reads) is so for the first FINE_STEPS steps of a
 * connection; the rest goes in pieces of COARSE_BYTES without pause, so that 64 KiB one byte at a time stay cheap.
 *
 * How it waits, reads and writes it leaves to its io: CoroutineIo, or BlockingIo in a process of its own. These classes are
 * compiled once and kept over many requests: they have no static state, and the files have no side effects. They know
 * nothing of plans or of the harness.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Coroutine;

use function Async\spawn;
use function array_intersect_key;
use function count;
use function get_class;
use function stream_context_create;
use function stream_socket_get_name;
use function stream_socket_server;

final class EvilPeer
{
    public const FINE_STEPS = 256;
    public const COARSE_BYTES = 8192;
    /** Toxics of a connection and of accepting, with the values that turn them off; the log names those that are on */
    private const LINK_TOXICS = ['latency' => 0, 'stall' => -1, 'stall_ms' => 0, 'half_close' => -1, 'slow_close' => 0,
        'extra' => 0, 'early' => 0, 'small_buffer' => 0];
    private const ACCEPT_TOXICS = ['accept_late' => 0, 'accept_close' => 0, 'accept_rst' => 0, 'refuse' => -1,
        'refuse_hold_ms' => 0];
    /** More than the ops of a plan: a full accept queue would drop a SYN, and the kernel's retry takes real time. */
    private const BACKLOG = 512;
    private const CONNECTIONS_MAX = 512;
    /** More often than an embedder that makes calls fail does so in a row; then it is a real error. */
    private const LISTEN_TRIES = 4200;
    /** Waiting for a client is never what fails; whoever started the peer cancels it. */
    private const ACCEPT_TIMEOUT_S = 86400.0;

    public string $name;
    /** The fault table with every key present */
    public array $table;
    /** tcp://127.0.0.1:port once it listens */
    public string $address = '';
    public ?Coroutine $coroutine = null;
    /** @var PeerLink[] in order of accept */
    public array $links = [];
    /** Class and message of what the accepting coroutine threw */
    public string $error = '';
    /** Milliseconds it has waited between accepts, or is waiting, because the table says so */
    public int $paused_ms = 0;
    /** ... and the wait it is in, or 0 */
    public int $pausing_ms = 0;

    /** Toxics of the table that are on, as words that begin with a blank */
    private string $link_toxics;
    private string $accept_toxics;
    private Payload $payload;
    /** CoroutineIo or BlockingIo */
    private object $io;
    /** The process that plays it instead of us; null = we play it */
    private ?ForkedPeer $process;
    private LinkSteps $steps;
    private $listener = null;
    private bool $refuses = false;
    private int $turned_away = 0;
    private int $accept_attempts = 0;
    private int $accept_failed = 0;
    private int $accept_cancelled = 0;

    public function __construct(string $name, array $table, ?Payload $payload = null, ?object $io = null,
        ?ForkedPeer $process = null)
    {
        $this->name = $name;
        $this->link_toxics = self::toxics_on($table, self::LINK_TOXICS);
        $this->accept_toxics = self::toxics_on($table, self::ACCEPT_TOXICS);
        $this->table = $table + [
            'mode' => 'serve', 'payload' => 256, 'read' => 8192, 'slice' => 0, 'delay' => 0, 'fin' => -1, 'rst' => -1,
            'never_read' => -1, 'slow_read' => 0, 'slow_read_ms' => 0, 'stop_read' => -1, 'stop_read_hold_ms' => 0,
            'connections' => -1, 'buffer' => 0,
        ] + self::LINK_TOXICS + self::ACCEPT_TOXICS;
        $this->payload = $payload ?? new Payload();
        $this->io = $io ?? new CoroutineIo();
        $this->process = $process;
        $this->steps = new LinkSteps();
    }

    /** The smaller of two byte counts of which -1 means never. */
    public static function earliest(int $a, int $b): int
    {
        return $a < 0 || ($b >= 0 && $b < $a) ? $b : $a;
    }

    private static function toxics_on(array $table, array $off): string
    {
        $words = '';
        foreach (array_intersect_key($off, $table) as $key => $value) {
            $words .= $table[$key] !== $value ? " $key={$table[$key]}" : '';
        }
        return $words;
    }

    /** $at: host and port; port 0 = any */
    public function listen(string $at = '127.0.0.1:0'): void
    {
        if ($this->process !== null) {
            $this->address = $this->process->begin($this->table);
            return;
        }
        $context = stream_context_create(['socket' => ['backlog' => self::BACKLOG]]);
        $flags = $this->never_listens() ? STREAM_SERVER_BIND : STREAM_SERVER_BIND | STREAM_SERVER_LISTEN;
        for ($i = 0; $this->listener === null; $i++) {
            $listener = @stream_socket_server("tcp://$at", $errno, $message, $flags, $context);
            if ($listener !== false) {
                $this->listener = $listener;
            } elseif ($i === self::LISTEN_TRIES) {
                throw new \RuntimeException("peer {$this->name} cannot listen: $message");
            }
        }
        $buffer = $this->table['small_buffer'] > 0 ? $this->table['small_buffer'] : $this->table['buffer'];
        if ($buffer > 0) {
            /* Accepted sockets inherit both sizes. */
            $this->io->buffers($this->listener, $buffer);
        }
        $this->address = 'tcp://' . stream_socket_get_name($this->listener, false);
    }

    public function start(): Coroutine
    {
        return $this->coroutine = spawn(function () {
            $this->process !== null ? $this->process->start($this) : $this->accept();
        });
    }

    /** Nobody connects any more: whoever accepts ends, once it has got those who have connected. Its coroutine is then the
     *  one to wait for. */
    public function stop_accepting(): void
    {
        if ($this->process !== null) {
            $this->coroutine = $this->process->stop_accepting($this) ?? $this->coroutine;
        } elseif (!$this->coroutine->isCompleted()) {
            $this->coroutine->cancel();
        }
    }

    /** Milliseconds that it has waited, or is waiting, because the table says so. */
    public function waited_ms(): int
    {
        if ($this->process !== null) {
            return $this->process->waited_ms();
        }
        $ms = $this->paused_ms;
        foreach ($this->links as $link) {
            $ms += $link->paused_ms;
        }
        return $ms;
    }

    /** A coroutine of ours accepts, and owes a link to everybody who has connected. */
    public function is_accepting(): bool
    {
        return $this->process === null && !$this->coroutine->isCompleted();
    }

    /** What another process has to know of it. */
    public function state(): array
    {
        $links = [];
        foreach ($this->links as $link) {
            $links[] = $link->state();
        }
        return ['links' => $links, 'steps' => $this->steps->text(), 'refuses' => $this->refuses, 'error' => $this->error,
            'paused_ms' => $this->paused_ms, 'attempts' => $this->accept_attempts, 'failed' => $this->accept_failed,
            'cancelled' => $this->accept_cancelled];
    }

    /** Becomes the peer whose state it is, which another process has played. */
    public function adopt(array $state): void
    {
        $this->links = [];
        foreach ($state['links'] as $played) {
            $link = new PeerLink($played['name'], $played['client'], $this->table, $this->link_toxics,
                $this->payload, $this->io);
            $link->adopt($played);
            $this->links[] = $link;
        }
        $this->steps->adopt($state['steps']);
        $this->refuses = $state['refuses'];
        $this->error = $state['error'];
        $this->paused_ms = $state['paused_ms'];
        $this->accept_attempts = $state['attempts'];
        $this->accept_failed = $state['failed'];
        $this->accept_cancelled = $state['cancelled'];
    }

    public function close(): void
    {
        if ($this->listener !== null) {
            $this->io->unlisten($this->listener);
            $this->listener = null;
        }
    }

    /** Bytes that a client hears when nothing ends the connection before. */
    public function says(): int
    {
        return $this->table['payload'] + $this->table['extra'];
    }

    /** Connections that were accepted: those the accepting coroutine no longer owes anything. */
    public function arrived(): int
    {
        return count($this->links);
    }

    /** How often accepting failed. It is tried again, since the connection still waits. */
    public function refused(): int
    {
        return $this->accept_failed;
    }

    /** @return array<string, int> */
    public function counters(): array
    {
        $served = 0;
        $read_bytes = 0;
        foreach ($this->links as $link) {
            $served += $link->ended !== '' ? 1 : 0;
            $read_bytes += $link->read;
        }
        $name = $this->name;
        return [
            "evil_peer_accept_attempts_$name" => $this->accept_attempts,
            "evil_peer_accept_failed_$name" => $this->accept_failed,
            "evil_peer_accept_cancelled_$name" => $this->accept_cancelled,
            "evil_peer_served_$name" => $served,
            "evil_peer_read_bytes_$name" => $read_bytes,
        ];
    }

    /** One line for accepting, where the table disturbs it, then one per connection. @return string[] */
    public function log(): array
    {
        $lines = [];
        if ($this->accept_toxics !== '') {
            $lines[] = "evil-peer {$this->name} [accept]:{$this->accept_toxics} |{$this->steps->text()} accepted@"
                . count($this->links) . ($this->refuses ? ' refuses' : '');
        }
        foreach ($this->links as $link) {
            $lines[] = $link->log(count($this->links) > 1 ? $link->name : $this->name);
        }
        return $lines;
    }

    /** Bound only: nobody else gets the port, and who connects is refused. */
    private function never_listens(): bool
    {
        return $this->table['refuse'] === 0 && $this->table['refuse_hold_ms'] === 0;
    }

    /** Accepts and has played what the table says. In a coroutine, or in the process that plays the peer. */
    public function accept(): void
    {
        $t = $this->table;
        $limit = self::earliest($t['refuse'], $t['connections'] >= 0 ? $t['connections'] : self::CONNECTIONS_MAX);
        try {
            while (count($this->links) < $limit) {
                $this->pause('d', $t['accept_late']);
                $client = '';
                $stream = $this->next($client);
                $this->take($stream, $client);
                $stream = null;
            }
            if ($limit === $t['refuse']) {
                $this->pause('h', $t['refuse_hold_ms']);
                $this->refuses = true;
                if (!$this->never_listens()) {
                    $this->close();
                }
            }
        } catch (AsyncCancellation $e) {
            $this->accept_cancelled++;
        } catch (\Throwable $e) {
            $this->error = get_class($e) . ': ' . $e->getMessage();
            $this->accept_failed++;
        }
    }

    /** @return resource the next connection */
    private function next(string &$client)
    {
        for (;;) {
            $this->accept_attempts++;
            $stream = $this->io->accept($this->listener, self::ACCEPT_TIMEOUT_S, $client);
            if ($stream !== false) {
                return $stream;
            }
            /* No descriptor, for one: it may pass, and others have to run for that. */
            $this->accept_failed++;
            $this->io->delay(1);
        }
    }

    /** Has it played, or turns it away. Coroutines and names of those that are played go together. */
    private function take($stream, ?string $client): void
    {
        $number = count($this->links);
        $reset = $number < $this->table['accept_rst'];
        if ($reset || $number < $this->table['accept_close']) {
            $link = new PeerLink("{$this->name}.away" . $this->turned_away++, (string) $client, $this->table,
                $this->link_toxics, $this->payload, $this->io);
            $this->links[] = $link;
            $link->turn_away($stream, $reset);
            return;
        }
        $link = new PeerLink($this->name . '.' . ($number - $this->turned_away), (string) $client, $this->table,
            $this->link_toxics, $this->payload, $this->io);
        $this->links[] = $link;
        $link->coroutine = $this->io->play($link, $stream);
    }

    private function pause(string $step, int $ms): void
    {
        if ($ms > 0) {
            $this->steps->add($step, $ms);
            $this->paused_ms += $ms;
            $this->pausing_ms = $ms;
            $this->io->delay($ms);
            $this->pausing_ms = 0;
        }
    }
}
