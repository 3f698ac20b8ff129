<?php
/*
 * PeerLink.php - one connection of a peer: plays the fault table (see EvilPeer.php), and keeps what happened.
 *
 * A toxic that waits is a pause() or a stall; one that ends the connection decides where serve() or consume() stops
 * and is carried out in finish(). Whoever waits in a call may find the connection cut by somebody else (reset_now):
 * the call then returns false, and nothing more is done to the stream. No side effects, no static state.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Coroutine;

use function get_class;
use function max;
use function min;
use function stream_get_meta_data;
use function stream_set_read_buffer;
use function strlen;

final class PeerLink
{
    /** P0.0, P0.1, ... in order of accept; P0.away0, ... those that nobody played */
    public string $name;
    /** Address of the client's end, by which a client finds the link that served it. Never logged: it is random. */
    public string $client;
    /** null: the accepting coroutine turned the connection away itself */
    public ?Coroutine $coroutine = null;
    /** '' while it plays; close fin rst (serve, consume), half (serve: all was said, then half-closed), eof unread
     *  stopped (consume); the rest is not in the table: gone (a write failed), error (a read failed), timeout, empty
     *  (a read gave nothing, yet no EOF), cancelled, threw */
    public string $ended = '';
    /** It has said that no more bytes come; what happens to the connection afterwards does not take that back */
    public bool $half_closed = false;
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
    private string $toxics;
    private Payload $payload;
    /** How it waits, reads and writes: CoroutineIo or BlockingIo */
    private object $io;
    private bool $serves;
    /** The table does something on the way: reach() has to look */
    private bool $watched;
    /** Offsets at which a read or write has to stop, because something happens there @var int[] */
    private array $stops = [];
    /** @var resource|null while it plays */
    private $stream = null;
    /** Somebody has reset the connection while it played */
    private bool $cut = false;
    private string $ending = '';
    private LinkSteps $steps;

    /** $toxics: those of the table that are on, for the log */
    public function __construct(string $name, string $client, array $table, string $toxics, Payload $payload,
        object $io)
    {
        $this->name = $name;
        $this->client = $client;
        $this->table = $table;
        $this->toxics = $toxics;
        $this->payload = $payload;
        $this->io = $io;
        $this->serves = $table['mode'] !== 'consume';
        $this->steps = new LinkSteps();
        if ($table['stall'] >= 0) {
            $this->stops[] = $table['stall'];
        }
        if ($table['half_close'] >= 0) {
            $this->stops[] = $table['half_close'];
        }
        if ($this->serves && $table['extra'] > 0) {
            $this->stops[] = $table['payload'];
        }
        $this->watched = $table['stall'] >= 0 || (!$this->serves && $table['half_close'] >= 0);
    }

    /** Body of the connection's coroutine. Owns the stream. */
    public function play($stream): void
    {
        $this->stream = $stream;
        try {
            /* PHP's own buffer would read ahead of the table. */
            stream_set_read_buffer($stream, 0);
            if ($this->wait('d', 'latency', $this->table['latency'])) {
                $this->serves ? $this->serve($stream) : $this->consume($stream);
                $this->wait('l', 'linger', $this->table['slow_close']);
            }
        } catch (AsyncCancellation $e) {
            $this->end('cancelled', 'cancelled@' . $this->moved());
        } catch (\Throwable $e) {
            $this->error = get_class($e) . ': ' . $e->getMessage();
            $this->end('threw', 'threw(' . get_class($e) . ')');
        } finally {
            if (!$this->cut) {
                $this->io->close($stream);
            }
            $this->stream = null;
        }
    }

    /** The accepting coroutine ends the connection at once: nobody plays it. */
    public function turn_away($stream, bool $reset): void
    {
        if ($reset) {
            $this->reset($stream);
        } else {
            $this->end('fin', 'accept-close@0');
        }
        $this->io->close($stream);
    }

    /** It plays, so that it could be reset. */
    public function is_open(): bool
    {
        return $this->stream !== null && $this->ended === '';
    }

    /** Whether the client gets all that a peer of this table says: it was said, and no reset came after it. */
    public function said_all(): bool
    {
        return $this->ended === 'close' || $this->ended === 'half';
    }

    /** Resets the connection of an open link, whatever it is at and whatever its table says. */
    public function reset_now(): void
    {
        $stream = $this->stream;
        $this->reset($stream);
        $this->stream = null;
        $this->cut = true;
        $this->io->close($stream);
    }

    /** What another process has to know of it. @return array<string, int|string> */
    public function state(): array
    {
        return ['name' => $this->name, 'client' => $this->client, 'ended' => $this->ended, 'ending' => $this->ending,
            'doing' => $this->doing, 'written' => $this->written, 'read' => $this->read, 'paused_ms' => $this->paused_ms,
            'mismatch' => $this->mismatch, 'error' => $this->error, 'steps' => $this->steps->text()];
    }

    /** Becomes the link whose state it is, which another process has played. */
    public function adopt(array $state): void
    {
        $this->ended = $state['ended'];
        $this->ending = $state['ending'];
        $this->doing = $state['doing'];
        $this->written = $state['written'];
        $this->read = $state['read'];
        $this->paused_ms = $state['paused_ms'];
        $this->mismatch = $state['mismatch'];
        $this->error = $state['error'];
        $this->steps->adopt($state['steps']);
    }

    public function log(string $name): string
    {
        $t = $this->table;
        $cut = EvilPeer::earliest($t['rst'], $t['fin']);
        $hard = $t['rst'] >= 0 && $t['rst'] === $cut ? 1 : 0;
        if ($this->serves) {
            $line = "evil-peer $name: payload={$t['payload']}B slice={$t['slice']} delay={$t['delay']}"
                . " reset=$cut hardReset=$hard";
        } else {
            $slow = $t['slow_read'] > 0;
            $line = "evil-peer $name [consume]: rate=" . ($slow ? $t['slow_read'] : $t['read'])
                . ' delay=' . ($slow ? $t['slow_read_ms'] : 0) . ' reset=' . EvilPeer::earliest($cut, $t['stop_read'])
                . ' hold=' . max(0, $t['never_read'] >= 0 ? $t['never_read'] : $t['stop_read_hold_ms'])
                . " hardReset=$hard read={$this->read}B";
        }
        return $line . $this->toxics . ' |' . $this->steps->text() . ' '
            . ($this->ended === '' ? 'playing(' . $this->doing . ')' : $this->ending);
    }

    private function serve($stream): void
    {
        $t = $this->table;
        $all = $t['payload'] + $t['extra'];
        $cut = EvilPeer::earliest($t['rst'], $t['fin']);
        /* With nothing more to say, sending ends there. */
        $half = $t['half_close'] >= 0 ? min($t['half_close'], $all) : -1;
        $end = EvilPeer::earliest(EvilPeer::earliest($cut, $half), $all);
        if ($this->say($stream, $end)) {
            if ($half === $end && $cut !== $end) {
                $this->hear_out($stream, $end === $all ? 'half' : 'fin');
            } else {
                $this->finish($stream, $cut === $end);
            }
        }
    }

    /** Writes until $end bytes are written (true) or writing has ended the connection (false). */
    private function say($stream, int $end): bool
    {
        $t = $this->table;
        $slice = $t['slice'] > 0 ? $t['slice'] : max(1, $t['payload']);

        for ($i = 0, $goes_on = $this->reach(); $goes_on && $this->written < $end; $i++) {
            $fine = $i < EvilPeer::FINE_STEPS;
            $stop = $this->stops === [] ? $end : $this->stop($end);
            $size = min($stop - $this->written, $fine ? $slice : max($slice, EvilPeer::COARSE_BYTES));
            $this->doing = 'write';
            $sent = $this->io->write($stream, $this->payload->said($t['payload'], $this->written, $size));
            if ($this->cut) {
                return false;
            }
            if ($sent === false || $sent === 0) {
                $this->end('gone', 'gone@' . $this->written);
                return false;
            }
            $this->written += $sent;
            $pause_ms = $fine && $this->written < $end ? $t['delay'] : 0;
            $this->steps->add('w', $sent, $pause_ms);
            $goes_on = ($pause_ms === 0 || $this->pause('delay', $pause_ms)) && (!$this->watched || $this->reach());
        }
        return $goes_on;
    }

    /** Shuts its own sending down, and reads until the client has no more to say. */
    private function hear_out($stream, string $ended): void
    {
        $this->half_close($stream);
        $this->doing = 'read';
        do {
            $piece = $this->io->read($stream, EvilPeer::COARSE_BYTES);
            if ($this->cut) {
                return;
            }
            $this->read += strlen((string) $piece);
        } while ($piece !== false && $piece !== '');
        $this->end($ended, "half-close@{$this->written} " . $this->why_nothing($stream, $piece) . '@' . $this->read);
    }

    private function consume($stream): void
    {
        $t = $this->table;
        if ($t['early'] > 0 && !$this->speak_first($stream)) {
            return;
        }
        if ($t['never_read'] >= 0) {
            /* Closing with unread input makes the kernel send RST; with none it is a FIN. */
            if (!$this->wait('h', 'hold', $t['never_read'])) {
                return;
            }
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
            if ($cut === $end) {
                $this->finish($stream, true);
            } elseif ($this->wait('h', 'hold', $t['stop_read_hold_ms'])) {
                $this->end('stopped', 'stop@' . $this->read . ' close(unread)');
            }
        }
    }

    /** Early data. It is little, so that it never waits for a client that reads nothing. */
    private function speak_first($stream): bool
    {
        $this->doing = 'write';
        while ($this->written < $this->table['early']) {
            $sent = $this->io->write($stream, $this->payload->slice($this->written, $this->table['early'] - $this->written));
            if ($this->cut) {
                return false;
            }
            if ($sent === false || $sent === 0) {
                $this->end('gone', 'gone@' . $this->written);
                return false;
            }
            $this->written += $sent;
            $this->steps->add('w', $sent);
        }
        return true;
    }

    /** Reads until $end bytes have come (true) or reading has ended the connection (false). */
    private function drain($stream, int $end): bool
    {
        $slow = $this->table['slow_read'] > 0;
        $rate = max(1, $slow ? $this->table['slow_read'] : $this->table['read']);

        for ($i = 0, $goes_on = $this->reach(); $goes_on && ($end < 0 || $this->read < $end); $i++) {
            $fine = $i < EvilPeer::FINE_STEPS;
            $size = $fine ? $rate : max($rate, EvilPeer::COARSE_BYTES);
            $stop = $this->stops === [] ? $end : $this->stop($end);
            $this->doing = 'read';
            $piece = $this->io->read($stream, $stop < 0 ? $size : min($size, $stop - $this->read));
            if ($this->cut) {
                return false;
            }
            if ($piece === false || $piece === '') {
                $why = $this->why_nothing($stream, $piece);
                $this->end($why, $why . '@' . $this->read);
                return false;
            }
            if ($this->mismatch < 0 && !$this->payload->matches($this->read, $piece)) {
                $this->mismatch = $this->read;
            }
            $this->read += strlen($piece);
            $pause_ms = $slow && $fine ? $this->table['slow_read_ms'] : 0;
            $this->steps->add('r', strlen($piece), $pause_ms);
            $goes_on = ($pause_ms === 0 || $this->pause('delay', $pause_ms)) && (!$this->watched || $this->reach());
        }
        return $goes_on;
    }

    /** A read gave nothing: why. The meta data's eof is a flag; feof() would ask the socket and might wait. */
    private function why_nothing($stream, $piece): string
    {
        $meta = stream_get_meta_data($stream);
        if (!empty($meta['timed_out'])) {
            return 'timeout';
        }
        if ($piece === false) {
            return 'error';
        }
        return empty($meta['eof']) ? 'empty' : 'eof';
    }

    /** Bytes that this mode counts its toxics in. */
    private function moved(): int
    {
        return $this->serves ? $this->written : $this->read;
    }

    /** Where the next read or write must stop: $end, or before it what the table does on the way; -1 = nowhere. */
    private function stop(int $end): int
    {
        $moved = $this->moved();
        foreach ($this->stops as $stop) {
            if ($stop > $moved && ($end < 0 || $stop < $end)) {
                $end = $stop;
            }
        }
        return $end;
    }

    /** Does what the table does at this offset, on the way. False when the connection was cut meanwhile. */
    private function reach(): bool
    {
        $moved = $this->moved();
        if (!$this->serves && $this->table['half_close'] === $moved) {
            $this->half_close($this->stream);
        }
        return $this->table['stall'] !== $moved || $this->wait('p', 'stall', $this->table['stall_ms']);
    }

    private function half_close($stream): void
    {
        $this->steps->add('s', $this->moved());
        $this->half_closed = true;
        $this->io->half_close($stream);
    }

    /** A pause of its own, which is a step. */
    private function wait(string $step, string $doing, int $ms): bool
    {
        if ($ms > 0 && !$this->cut) {
            $this->steps->add($step, $ms);
        }
        return $this->pause($doing, $ms);
    }

    /** False when the connection was cut meanwhile. */
    private function pause(string $doing, int $ms): bool
    {
        if ($ms > 0 && !$this->cut) {
            $this->doing = $doing;
            $this->paused_ms += $ms;
            $this->io->delay($ms);
        }
        return !$this->cut;
    }

    private function finish($stream, bool $cut): void
    {
        $bytes = $this->moved();
        if ($cut && $this->table['rst'] === $bytes) {
            $this->reset($stream);
        } elseif ($cut) {
            $this->end('fin', "reset@$bytes");
        } else {
            $this->end('close', "close@$bytes");
        }
    }

    private function reset($stream): void
    {
        $this->end('rst', (socket_reset_on_close($stream) ? 'hard-reset@' : 'hard-reset(unavailable)@') . $this->moved());
    }

    private function end(string $ended, string $ending): void
    {
        if ($this->cut) {
            return;
        }
        $this->ended = $ended;
        $this->ending = $ending;
    }
}
