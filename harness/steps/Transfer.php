<?php
/*
 * Transfer.php - one download or upload of a client: how far it came, how it ended, and whether that can be right.
 *
 * The innocent explanations of a short or a lost transfer stand here, and nowhere else. What PHP does not say, by which
 * error a read or a write failed, the embedder may: FuzzAsync\io_errno() is the error number of the last socket call
 * that the running coroutine made, 0 if it succeeded. No static state, no side effects.
 */

namespace FuzzAsync;

use function bin2hex;
use function error_get_last;
use function function_exists;
use function min;
use function preg_match;
use function stream_get_meta_data;
use function strlen;
use function substr;

final class Transfer
{
    /** Linux's numbers, as fwrite()'s notice gives them */
    private const LOST = [104 => 'ECONNRESET', 32 => 'EPIPE'];

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
    /** What ended it: eof, all (an upload is through), ECONNRESET, EPIPE, timeout, closed, another error's number, or
     *  error when nobody says which; '' when something else did */
    public string $end = '';
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
    /** What was wrong with the way its end was reported, or '' */
    public string $misreported = '';

    private bool $errors_known;
    /** Bytes of the peer's payload, extra data excluded */
    private int $payload_bytes;
    /** A write has met a reset, and yet returned what had gone out before it */
    private bool $lost = false;

    public function __construct(string $op, string $who, EvilPeer $peer, int $asked, int $size)
    {
        $this->op = $op;
        $this->who = $who;
        $this->peer = $peer;
        $this->asked = $asked;
        $this->size = $size;
        $this->payload_bytes = $peer->table['payload'];
        $this->errors_known = function_exists('FuzzAsync\\io_errno');
    }

    public function log(): string
    {
        $outcome = ($this->end === '' ? '' : "end={$this->end} ")
            . 'outcome=' . ($this->outcome === '' ? 'unfinished' : $this->outcome);
        $line = "client {$this->who}: peer={$this->peer->name}";
        return $this->op === 'upload'
            ? "$line upload={$this->asked}B writesize={$this->size} writes={$this->calls} sent={$this->done}B $outcome"
            : "$line readsize={$this->size} reads={$this->calls} recv={$this->done}B $outcome";
    }

    /* ---- while it runs ---- */

    /** A read of up to $size bytes returned $piece. */
    public function received(Payload $payload, string $piece, int $size): void
    {
        $length = strlen($piece);
        if ($this->broken === '' && !($length <= $size && $this->done + $length <= $this->payload_bytes
                && $payload->matches($this->done, $piece))) {
            $this->broken = $this->wrong_piece($payload, $piece, $length, $size);
        }
        $this->done += $length;
    }

    private function wrong_piece(Payload $payload, string $piece, int $length, int $size): string
    {
        if ($length > $size) {
            return "a read of $size bytes returned $length";
        }
        if ($this->done + $length > $this->peer->says()) {
            return 'received ' . ($this->done + $length) . " bytes of a payload of {$this->peer->says()}";
        }
        $end = $this->payload_bytes;
        if ($this->done + $length <= $end ? $payload->matches($this->done, $piece)
            : $payload->said($end, $this->done, $length) === $piece) {
            return '';
        }
        return "at offset {$this->done}: expected " . bin2hex($payload->said($end, $this->done, min(8, $length)))
            . ', received ' . bin2hex(substr($piece, 0, 8)) . " ($length bytes)";
    }

    /** A write accepted so many bytes. */
    public function sent(int $bytes): void
    {
        if ($this->lost && $this->misreported === '') {
            $this->misreported = "wrote $bytes bytes after a reset";
        }
        $this->lost = $this->errors_known && isset(self::LOST[io_errno()]);
        $this->done += $bytes;
    }

    /** Its last read or write returned $nothing, or found the stream closed. @param string|int|false $nothing */
    public function ended_by($stream, $nothing): void
    {
        if ($this->closed) {
            $this->end = 'closed';
            return;
        }
        /* The flags only: feof() would ask the socket and might wait. */
        $meta = stream_get_meta_data($stream);
        $this->timed_out = !empty($meta['timed_out']);
        $errno = $this->errors_known ? io_errno() : $this->noticed();
        if ($this->timed_out) {
            $this->end = 'timeout';
        } elseif ($errno !== 0) {
            $this->end = self::LOST[$errno] ?? "errno $errno";
        } else {
            $this->end = $nothing === '' || ($this->errors_known && $this->op === 'download') ? 'eof' : 'error';
        }
        if ($this->op === 'download' && $this->errors_known) {
            $this->misreported = $this->misreported_read($nothing === '', !empty($meta['eof']));
        }
    }

    /** fwrite() says the error's number in a notice. */
    private function noticed(): int
    {
        $message = $this->op === 'upload' ? error_get_last()['message'] ?? '' : '';
        return preg_match('/^fwrite\(\): Send of \d+ bytes failed with errno=(\d+) /', $message, $found) === 1
            ? (int) $found[1] : 0;
    }

    private function misreported_read(bool $empty, bool $flagged): string
    {
        if ($this->end === 'eof' && !$empty) {
            return 'the end of the stream was reported as an error';
        }
        return ($this->end === 'eof' || $this->end === 'ECONNRESET') && !$flagged
            ? "{$this->end} without the end of file that it is" : '';
    }

    /* ---- when the run is over ---- */

    /** What is wrong with the bytes, or ''. $cut: the embedder made a call fail that one of the two ends had made. */
    public function wrong_bytes(?PeerLink $link, bool $cut): string
    {
        if ($this->broken !== '') {
            return $this->broken;
        }
        return $this->op === 'upload' ? $this->wrong_upload($link) : $this->wrong_download($link, $cut);
    }

    private function wrong_download(?PeerLink $link, bool $cut): string
    {
        if ($this->done >= $this->peer->says() || $this->outcome !== 'ok') {
            return '';
        }
        /* Received less than it says, yet no complaint. Innocent: the stream's own time limit ended the read; the
         * connection was never accepted, the table cut it short, or the peer did not get to its end. */
        if ($this->timed_out || $link === null || !$link->said_all() || $cut) {
            return '';
        }
        return "received {$this->done} of {$this->peer->says()} bytes, and the peer sent {$link->written}";
    }

    private function wrong_upload(?PeerLink $link): string
    {
        if ($this->done > $this->asked) {
            return "sent {$this->done} of {$this->asked} bytes";
        }
        if ($this->outcome === 'ok' && $this->done !== $this->asked) {
            return "ok with {$this->done} of {$this->asked} bytes";
        }
        if ($link === null) {
            return '';
        }
        /* Innocent: the kernel took part of a write that was cancelled before it could say so. */
        if ($link->read > $this->done + $this->pending) {
            return "the peer read {$link->read} bytes, but {$this->done} were sent";
        }
        /* Innocent: the peer was told to stop or did not get to EOF, or the client did not get to its end; early data
         * was left unread, so that the client's close was a reset, which drops what is under way. */
        if ($this->outcome !== 'ok' || $link->ended !== 'eof' || $link->written > 0) {
            return '';
        }
        return $link->read !== $this->done ? "the peer read {$link->read} bytes up to EOF, but {$this->done} were sent" : '';
    }

    /** What is wrong with the end that the client saw, or ''. */
    public function wrong_end(?PeerLink $link, bool $cut): string
    {
        if ($this->misreported !== '') {
            return $this->misreported;
        }
        /* Innocent: nobody says which error a read met; the embedder broke the connection by itself. */
        if (!$this->errors_known || $cut || $link === null) {
            return '';
        }
        /* Innocent: the end was there before the reset. */
        return $this->op === 'download' && $link->ended === 'rst' && !$link->half_closed && $this->end === 'eof'
            ? 'the peer reset the connection, and it ended clean' : '';
    }
}
