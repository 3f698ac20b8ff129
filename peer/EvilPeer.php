<?php
/*
 * EvilPeer.php - the misbehaving other end of a connection, played by coroutines of the runtime under test.
 *
 * An EvilPeer listens on 127.0.0.1, accepts connections in one coroutine and plays its fault table on each of them
 * in a coroutine of its own (PeerLink). The table's keys are those of plan/toxics.def; a key that is absent, or -1,
 * is a toxic that is off:
 *
 *   mode         'serve' (it writes) or 'consume' (it reads until EOF)
 *   payload      serve: bytes to write                      slice       serve: bytes of one write, 0 = all at once
 *   delay        serve: ms between two writes               read        consume: bytes of one read
 *   fin          close after n bytes written or read        rst         the same with a hard reset (SO_LINGER {1,0})
 *   never_read   consume: read nothing, hold ms, close      slow_read   consume: bytes of one read, and
 *   stop_read    consume: stop after n bytes, hold             slow_read_ms  the pause after it
 *                   stop_read_hold_ms, close
 *   connections  how many to accept; absent = until cancelled
 *   buffer       SO_SNDBUF and SO_RCVBUF of its sockets, in bytes; absent = the kernel's choice. Below about 6000
 *                   small writes make Linux fall back on timers of its own (delayed ACK 40 ms, retransmission
 *                   200 ms), which no virtual clock moves
 *
 * What is fine-grained (slices and their pauses, slow and small reads) is so for the first FINE_STEPS steps of a
 * connection; the rest goes in pieces of COARSE_BYTES without pause, so that 64 KiB one byte at a time stay cheap.
 *
 * These classes are compiled once and kept over many requests: they have no static state, and the file has no
 * side effects. They know the runtime's PHP API and nothing of plans or of the harness.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Coroutine;

use function Async\delay;
use function Async\spawn;
use function count;
use function fclose;
use function fread;
use function function_exists;
use function fwrite;
use function get_class;
use function intdiv;
use function max;
use function min;
use function socket_import_stream;
use function socket_set_option;
use function str_repeat;
use function stream_context_create;
use function stream_get_meta_data;
use function stream_set_read_buffer;
use function stream_socket_accept;
use function stream_socket_get_name;
use function stream_socket_server;
use function strlen;
use function substr;
use function substr_compare;

/** The bytes of every payload: byte i is chr(33 + i % 94). Memory grows with the longest piece, not with offsets. */
final class Payload
{
    private const CYCLE = '!"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~';
    private const CYCLE_BYTES = 94;

    private string $bytes = '';

    public function slice(int $offset, int $length): string
    {
        $start = $offset % self::CYCLE_BYTES;
        $this->grow($start + $length);
        return substr($this->bytes, $start, $length);
    }

    public function matches(int $offset, string $piece): bool
    {
        $start = $offset % self::CYCLE_BYTES;
        $length = strlen($piece);
        $this->grow($start + $length);
        return substr_compare($this->bytes, $piece, $start, $length) === 0;
    }

    private function grow(int $length): void
    {
        if (strlen($this->bytes) < $length) {
            $this->bytes = str_repeat(self::CYCLE, intdiv($length, self::CYCLE_BYTES) + 2);
        }
    }
}

/**
 * Asks for small kernel buffers, so that a transfer of some KiB blocks. False when the socket cannot be reached.
 * A receive buffer is only made small on a listener, whose connections inherit it: on a connection the kernel has
 * already promised more room than there then is, and drops what comes.
 */
function socket_buffers($stream, int $bytes, bool $listens): bool
{
    if (!function_exists('socket_import_stream') || !($socket = @socket_import_stream($stream))) {
        return false;
    }
    /* Importing turns the stream's own read buffer off; freeing the Socket leaves the descriptor to the stream. */
    return @socket_set_option($socket, SOL_SOCKET, SO_SNDBUF, $bytes)
        && (!$listens || @socket_set_option($socket, SOL_SOCKET, SO_RCVBUF, $bytes));
}

/** Makes the coming close a hard reset. False when it cannot be done: the close will then be an ordinary one. */
function socket_reset_on_close($stream): bool
{
    if (!function_exists('socket_import_stream') || !($socket = @socket_import_stream($stream))) {
        return false;
    }
    return @socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
}

/** One connection of a peer: plays the table, and keeps what happened. */
final class PeerLink
{
    private const STEPS_CHARS_MAX = 280;

    /** P0.0, P0.1, ... in order of accept */
    public string $name;
    /** Address of the client's end, by which a client finds the link that served it. Never logged: it is random. */
    public string $client;
    public ?Coroutine $coroutine = null;
    /** '' while it plays; close fin rst (serve, consume), eof unread stopped (consume); the rest is not in the
     *  table: gone (a write failed), error (a read failed), timeout, empty (a read gave nothing, yet no EOF),
     *  cancelled, threw */
    public string $ended = '';
    /** The call it is in */
    public string $doing = 'start';
    public int $written = 0;
    public int $read = 0;
    /** Milliseconds it has waited, or is waiting, because the table says so */
    public int $paused_ms = 0;
    /** Offset of the first piece read that is not what an upload sends, or -1 */
    public int $mismatch = -1;
    /** Class and message of what it threw */
    public string $error = '';

    private array $table;
    private Payload $payload;
    /** @var resource|null while it plays */
    private $stream = null;
    /** Somebody has reset the connection while it played */
    private bool $cut = false;
    private string $ending = '';
    private string $steps = '';
    private bool $steps_full = false;
    private string $step_kind = '';
    private int $step_value = 0;
    private int $step_pause_ms = 0;
    private int $step_count = 0;

    public function __construct(string $name, string $client, array $table, Payload $payload)
    {
        $this->name = $name;
        $this->client = $client;
        $this->table = $table;
        $this->payload = $payload;
    }

    /** Body of the connection's coroutine. Owns the stream. */
    public function play($stream): void
    {
        $this->stream = $stream;
        try {
            if ($this->table['mode'] === 'consume') {
                /* PHP's own buffer would read ahead of the table. */
                stream_set_read_buffer($stream, 0);
                $this->consume($stream);
            } else {
                $this->serve($stream);
            }
        } catch (AsyncCancellation $e) {
            $this->end('cancelled', 'cancelled@' . ($this->written + $this->read));
        } catch (\Throwable $e) {
            $this->error = get_class($e) . ': ' . $e->getMessage();
            $this->end('threw', 'threw(' . get_class($e) . ')');
        } finally {
            if (!$this->cut) {
                @fclose($stream);
            }
            $this->stream = null;
        }
    }

    /** It plays, so that it could be reset. */
    public function is_open(): bool
    {
        return $this->stream !== null && $this->ended === '';
    }

    /** Resets the connection of an open link, whatever it is at and whatever its table says. */
    public function reset_now(): void
    {
        $stream = $this->stream;
        $this->reset($stream);
        $this->stream = null;
        $this->cut = true;
        @fclose($stream);
    }

    public function log(string $name): string
    {
        $t = $this->table;
        $cut = EvilPeer::earliest($t['rst'], $t['fin']);
        $hard = $t['rst'] >= 0 && $t['rst'] === $cut ? 1 : 0;
        if ($t['mode'] === 'consume') {
            $slow = $t['slow_read'] > 0;
            $line = "evil-peer $name [consume]: rate=" . ($slow ? $t['slow_read'] : $t['read'])
                . ' delay=' . ($slow ? $t['slow_read_ms'] : 0) . ' reset=' . EvilPeer::earliest($cut, $t['stop_read'])
                . ' hold=' . max(0, $t['never_read'] >= 0 ? $t['never_read'] : $t['stop_read_hold_ms'])
                . " hardReset=$hard read={$this->read}B";
        } else {
            $line = "evil-peer $name: payload={$t['payload']}B slice={$t['slice']} delay={$t['delay']}"
                . " reset=$cut hardReset=$hard";
        }
        return "$line |" . $this->steps . $this->step() . ' '
            . ($this->ended === '' ? 'playing(' . $this->doing . ')' : $this->ending);
    }

    private function serve($stream): void
    {
        $t = $this->table;
        $cut = EvilPeer::earliest($t['rst'], $t['fin']);
        $end = $cut >= 0 ? min($cut, $t['payload']) : $t['payload'];
        $slice = $t['slice'] > 0 ? $t['slice'] : max(1, $t['payload']);

        for ($i = 0; $this->written < $end; $i++) {
            $fine = $i < EvilPeer::FINE_STEPS;
            $size = min($end - $this->written, $fine ? $slice : max($slice, EvilPeer::COARSE_BYTES));
            $this->doing = 'write';
            $sent = @fwrite($stream, $this->payload->slice($this->written, $size));
            if ($this->cut) {
                return;
            }
            if ($sent === false || $sent === 0) {
                $this->end('gone', 'gone@' . $this->written);
                return;
            }
            $this->written += $sent;
            $pause_ms = $fine && $this->written < $end ? $t['delay'] : 0;
            $this->note('w', $sent, $pause_ms);
            if ($pause_ms > 0) {
                $this->pause('delay', $pause_ms);
            }
            if ($this->cut) {
                return;
            }
        }
        $this->finish($stream, $cut >= 0 && $cut === $end);
    }

    private function consume($stream): void
    {
        $t = $this->table;
        if ($t['never_read'] >= 0) {
            $this->hold($t['never_read']);
            if ($this->cut) {
                return;
            }
            /* Closing with unread input makes the kernel send RST; with none it is a FIN. */
            if ($t['rst'] === 0) {
                $this->reset($stream);
            } else {
                $this->end('unread', 'noread close(unread)');
            }
            return;
        }
        $cut = EvilPeer::earliest($t['rst'], $t['fin']);
        $end = EvilPeer::earliest($cut, $t['stop_read']);
        if ($this->drain($stream, $end)) {
            if ($cut !== $end) {
                $this->hold($t['stop_read_hold_ms']);
                $this->end('stopped', 'stop@' . $this->read . ' close(unread)');
            } else {
                $this->finish($stream, true);
            }
        }
    }

    /** Reads until $end bytes have come (true) or reading has ended the connection (false). */
    private function drain($stream, int $end): bool
    {
        $slow = $this->table['slow_read'] > 0;
        $rate = max(1, $slow ? $this->table['slow_read'] : $this->table['read']);

        for ($i = 0; $end < 0 || $this->read < $end; $i++) {
            $fine = $i < EvilPeer::FINE_STEPS;
            $size = $fine ? $rate : max($rate, EvilPeer::COARSE_BYTES);
            $this->doing = 'read';
            $piece = @fread($stream, $end < 0 ? $size : min($size, $end - $this->read));
            if ($this->cut) {
                return false;
            }
            if ($piece === false || $piece === '') {
                $this->nothing($stream, $piece);
                return false;
            }
            if ($this->mismatch < 0 && !$this->payload->matches($this->read, $piece)) {
                $this->mismatch = $this->read;
            }
            $this->read += strlen($piece);
            $pause_ms = $slow && $fine ? $this->table['slow_read_ms'] : 0;
            $this->note('r', strlen($piece), $pause_ms);
            if ($pause_ms > 0) {
                $this->pause('delay', $pause_ms);
            }
            if ($this->cut) {
                return false;
            }
        }
        return true;
    }

    /** A read gave nothing: says why. The meta data's eof is a flag; feof() would ask the socket and might wait. */
    private function nothing($stream, $piece): void
    {
        $meta = stream_get_meta_data($stream);
        if (!empty($meta['timed_out'])) {
            $this->end('timeout', 'timeout@' . $this->read);
        } elseif ($piece === false) {
            $this->end('error', 'error@' . $this->read);
        } elseif (empty($meta['eof'])) {
            $this->end('empty', 'empty@' . $this->read);
        } else {
            $this->end('eof', 'eof@' . $this->read);
        }
    }

    private function hold(int $ms): void
    {
        if ($ms > 0) {
            $this->note('h', $ms, 0);
            $this->pause('hold', $ms);
        }
    }

    private function pause(string $doing, int $ms): void
    {
        $this->doing = $doing;
        $this->paused_ms += $ms;
        delay($ms);
    }

    private function finish($stream, bool $cut): void
    {
        $t = $this->table;
        $bytes = $this->written + $this->read;
        if ($cut && $t['rst'] === $bytes) {
            $this->reset($stream);
        } elseif ($cut) {
            $this->end('fin', "reset@$bytes");
        } else {
            $this->end('close', "close@$bytes");
        }
    }

    private function reset($stream): void
    {
        $bytes = $this->written + $this->read;
        $this->end('rst', (socket_reset_on_close($stream) ? 'hard-reset@' : 'hard-reset(unavailable)@') . $bytes);
    }

    private function end(string $ended, string $ending): void
    {
        if ($this->cut) {
            return;
        }
        $this->ended = $ended;
        $this->ending = $ending;
    }

    /** Adds a step to the log; equal steps in a row are one entry with a count. */
    private function note(string $kind, int $value, int $pause_ms): void
    {
        if ($value === $this->step_value && $kind === $this->step_kind && $pause_ms === $this->step_pause_ms) {
            $this->step_count++;
            return;
        }
        if (!$this->steps_full) {
            $this->steps .= $this->step();
            if (strlen($this->steps) > self::STEPS_CHARS_MAX) {
                $this->steps .= ' ...';
                $this->steps_full = true;
            }
        }
        $this->step_kind = $kind;
        $this->step_value = $value;
        $this->step_pause_ms = $pause_ms;
        $this->step_count = 1;
    }

    private function step(): string
    {
        if ($this->step_count === 0) {
            return '';
        }
        $step = $this->step_kind . $this->step_value;
        if ($this->step_pause_ms > 0) {
            $step .= ' d' . $this->step_pause_ms;
        }
        if ($this->step_count === 1) {
            return ' ' . $step;
        }
        return ($this->step_pause_ms > 0 ? " ($step)x" : " {$step}x") . $this->step_count;
    }
}

final class EvilPeer
{
    public const FINE_STEPS = 256;
    public const COARSE_BYTES = 8192;
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

    private Payload $payload;
    private $listener = null;
    private int $accept_attempts = 0;
    private int $accept_failed = 0;
    private int $accept_cancelled = 0;

    public function __construct(string $name, array $table, ?Payload $payload = null)
    {
        $this->name = $name;
        $this->table = $table + [
            'mode' => 'serve', 'payload' => 256, 'read' => 8192, 'slice' => 0, 'delay' => 0, 'fin' => -1, 'rst' => -1,
            'never_read' => -1, 'slow_read' => 0, 'slow_read_ms' => 0, 'stop_read' => -1, 'stop_read_hold_ms' => 0,
            'connections' => -1, 'buffer' => 0,
        ];
        $this->payload = $payload ?? new Payload();
    }

    /** The smaller of two byte counts of which -1 means never. */
    public static function earliest(int $a, int $b): int
    {
        return $a < 0 || ($b >= 0 && $b < $a) ? $b : $a;
    }

    public function listen(): void
    {
        $context = stream_context_create(['socket' => ['backlog' => self::BACKLOG]]);
        for ($i = 0; $this->listener === null; $i++) {
            $listener = @stream_socket_server('tcp://127.0.0.1:0', $errno, $message,
                STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
            if ($listener !== false) {
                $this->listener = $listener;
            } elseif ($i === self::LISTEN_TRIES) {
                throw new \RuntimeException("peer {$this->name} cannot listen: $message");
            }
        }
        if ($this->table['buffer'] > 0) {
            /* Accepted sockets inherit both sizes. */
            socket_buffers($this->listener, $this->table['buffer'], true);
        }
        $this->address = 'tcp://' . stream_socket_get_name($this->listener, false);
    }

    public function start(): Coroutine
    {
        return $this->coroutine = spawn(function () {
            $this->accept();
        });
    }

    public function close(): void
    {
        if ($this->listener !== null) {
            @fclose($this->listener);
            $this->listener = null;
        }
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

    /** One line per connection. @return string[] */
    public function log(): array
    {
        $lines = [];
        foreach ($this->links as $link) {
            $lines[] = $link->log(count($this->links) > 1 ? $link->name : $this->name);
        }
        return $lines;
    }

    private function accept(): void
    {
        $limit = $this->table['connections'] >= 0 ? $this->table['connections'] : self::CONNECTIONS_MAX;
        try {
            while (count($this->links) < $limit) {
                $this->accept_attempts++;
                $client = '';
                $stream = @stream_socket_accept($this->listener, self::ACCEPT_TIMEOUT_S, $client);
                if ($stream === false) {
                    /* No descriptor, for one: it may pass, and others have to run for that. */
                    $this->accept_failed++;
                    delay(1);
                    continue;
                }
                $link = new PeerLink($this->name . '.' . count($this->links), (string) $client, $this->table,
                    $this->payload);
                $this->links[] = $link;
                $link->coroutine = spawn(static function () use ($link, $stream) {
                    $link->play($stream);
                });
                $stream = null;
            }
        } catch (AsyncCancellation $e) {
            $this->accept_cancelled++;
        } catch (\Throwable $e) {
            $this->error = get_class($e) . ': ' . $e->getMessage();
            $this->accept_failed++;
        }
    }
}
