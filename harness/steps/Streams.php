<?php
/*
 * Streams.php - socket pairs that several coroutines write to, read from, close and select at the same time: the ops, and
 * the accounts of the bytes. A wait may last for ever: at the end release() closes the other end.
 */

namespace FuzzAsync;

use function array_diff_key;
use function count;
use function fclose;
use function fread;
use function fwrite;
use function min;
use function stream_get_meta_data;
use function stream_select;
use function stream_set_read_buffer;
use function stream_socket_pair;
use function strlen;
use function substr;

/** Both ends of a socket pair, and what went through it. */
final class SharedStream
{
    public string $name;
    /** The end that is read and the end that is written; null once closed @var array<int, resource|null> */
    public array $ends;
    public ByteAccount $account;
    /** A call that is under way may still hold an end that is not there any more */
    public bool $dropped = false;
    /** Coroutines in a call @var true[] by name */
    public array $reading = [];
    /** @var true[] by name */
    public array $writing = [];

    public function __construct(string $name, int $buffer, Ledger $ledger)
    {
        $this->name = $name;
        $this->account = new ByteAccount($ledger, "stream $name");
        $this->ends = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        foreach ($this->ends as $end) {
            stream_set_read_buffer($end, 0);
            socket_buffers($end, $buffer, false);
        }
    }
}

final class Streams
{
    private const READ = 0;
    private const WRITE = 1;
    private const DRAIN_BYTES = 65536;

    /** @var SharedStream[] by name */
    private array $cells = [];
    private Ledger $ledger;
    private Transfers $transfers;
    private int $buffer;

    public function __construct(Ledger $ledger, Transfers $transfers, int $buffer)
    {
        $this->ledger = $ledger;
        $this->transfers = $transfers;
        $this->buffer = $buffer;
    }

    public function open(string $name): void
    {
        $this->cells[$name] = new SharedStream($name, $this->buffer, $this->ledger);
    }

    /* ---- ops ---- */

    public function share_write(string $who, string $name, int $bytes, int $write): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('share_write', $who, "share_write $name", function () use ($who, $cell, $bytes, $write) {
            $writer = (int) substr($who, 1);
            for ($done = 0; $done < $bytes; $done += $sent) {
                if ($cell->ends[self::WRITE] === null) {
                    return 'closed';
                }
                $sent = $this->write($who, $writer, $cell, min($write, $bytes - $done));
                if ($sent === 0) {
                    return $cell->ends[self::WRITE] === null || $cell->ends[self::READ] === null ? 'closed' : 'failed';
                }
            }
            return 'ok';
        });
    }

    public function share_read(string $who, string $name, int $bytes, int $chunk): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('share_read', $who, "share_read $name", function () use ($who, $cell, $bytes, $chunk) {
            for ($done = 0; $done < $bytes; $done += strlen($piece)) {
                if ($cell->ends[self::READ] === null) {
                    return 'closed';
                }
                $piece = $this->read($who, $cell, min($chunk, $bytes - $done));
                if ($piece === '') {
                    return $this->nothing($cell);
                }
            }
            return 'ok';
        });
    }

    /** $end: 0 is the end that is read, 1 the one that is written; 2 and 3: nobody closes it, but its last handle is
     *  dropped, but for those of calls that are under way. */
    public function share_close(string $who, string $name, int $end): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('share_close', $who, "share_close $name", function () use ($cell, $end) {
            return ($end < 2 ? $this->close($cell, $end) : $this->drop($cell, $end - 2)) ? 'ok' : 'closed';
        });
    }

    /** $streams: bit i stands for the end of s<i> that is read. */
    public function select(string $who, int $streams, int $ms): void
    {
        $this->ledger->op('select', $who, 'select', function () use ($streams, $ms) {
            $read = [];
            for ($i = 0; $streams >> $i > 0; $i++) {
                $end = isset($this->cells["s$i"]) && ($streams >> $i & 1) ? $this->cells["s$i"]->ends[self::READ] : null;
                if ($end !== null) {
                    $read[$i] = $end;
                }
            }
            if ($read === []) {
                return 'closed';
            }
            $asked = $read;
            $none = null;
            $this->ledger->paused_ms += $ms;
            $number = @stream_select($read, $none, $none, 0, $ms * 1000);
            if ($number === false) {
                return 'failed';
            }
            if ($number !== count($read) || array_diff_key($read, $asked) !== []) {
                $this->ledger->violation('bytes', 'select', "answers: $number, but " . count($read) . ' streams are listed');
            }
            return $number > 0 ? 'ok' : 'timed_out';
        });
    }

    /** One write; 0 when it accepted nothing. */
    private function write(string $who, int $writer, SharedStream $cell, int $size): int
    {
        $piece = $cell->account->piece($writer, $size);
        $cell->writing[$who] = true;
        $sent = false;
        try {
            $sent = @fwrite($cell->ends[self::WRITE], $piece);
        } finally {
            unset($cell->writing[$who]);
            /* Innocent: a write that was cancelled, or whose stream was closed, may have sent some of it. */
            if ($sent === false || $cell->ends[self::WRITE] === null) {
                $cell->account->doubt($writer, $size);
            }
        }
        $cell->account->sent($writer, $size, (int) $sent);
        return (int) $sent;
    }

    /** One read; '' when there was nothing. */
    private function read(string $who, SharedStream $cell, int $size): string
    {
        $cell->account->reads($who);
        $cell->reading[$who] = true;
        try {
            $piece = (string) @fread($cell->ends[self::READ], $size);
        } finally {
            unset($cell->reading[$who]);
        }
        $cell->account->take($piece, $size);
        return $piece;
    }

    /** Why a read brought nothing. */
    private function nothing(SharedStream $cell): string
    {
        if ($cell->ends[self::READ] === null) {
            return 'closed';
        }
        /* Innocent: all has been read and the other end is closed, the embedder broke the connection, or the stream's own
         * time limit ended the read. */
        if ($cell->ends[self::WRITE] === null || $this->transfers->cuts !== []) {
            return 'eof';
        }
        if (!empty(stream_get_meta_data($cell->ends[self::READ])['timed_out'])) {
            return 'timed_out';
        }
        $this->ledger->violation('bytes', "stream {$cell->name}",
            'answers: a read brought nothing, though nobody has closed the stream');
        return 'failed';
    }

    /** False when it was closed already. */
    private function close(SharedStream $cell, int $end): bool
    {
        $stream = $cell->ends[$end];
        if ($stream === null) {
            return false;
        }
        $cell->ends[$end] = null;
        @fclose($stream);
        return true;
    }

    private function drop(SharedStream $cell, int $end): bool
    {
        $was = $cell->ends[$end] !== null;
        $cell->ends[$end] = null;
        $cell->dropped = $cell->dropped || $was;
        return $was;
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->cells as $cell) {
            /* Innocent: what nobody can look at any more. */
            if ($cell->dropped) {
                continue;
            }
            /* Innocent: a reader of a stream that is open and empty, a writer to one that is full. */
            foreach ($cell->reading as $who => $true) {
                if ($cell->ends[self::READ] === null || $this->is_ready([$cell->ends[self::READ]], [])) {
                    $wrong[$who] = "reads, though {$cell->name} is readable";
                }
            }
            foreach ($cell->writing as $who => $true) {
                if ($cell->ends[self::WRITE] === null || $this->is_ready([], [$cell->ends[self::WRITE]])) {
                    $wrong[$who] = "writes, though {$cell->name} is writable";
                }
            }
        }
        return $wrong;
    }

    private function is_ready(array $read, array $write): bool
    {
        $none = null;
        return @stream_select($read, $write, $none, 0) > 0;
    }

    /** Ends all waits: whoever comes later finds the streams closed. */
    public function release(): void
    {
        foreach ($this->cells as $cell) {
            if ($cell->writing !== []) {
                $this->close($cell, self::READ);
            }
            $this->close($cell, self::WRITE);
        }
    }

    /** Reads what is left, when all coroutines of the program have ended. */
    public function settle(): void
    {
        foreach ($this->cells as $cell) {
            $this->close($cell, self::WRITE);
            while ($cell->ends[self::READ] !== null) {
                $piece = (string) @fread($cell->ends[self::READ], self::DRAIN_BYTES);
                if ($piece !== '') {
                    $cell->account->take($piece, self::DRAIN_BYTES);
                    continue;
                }
                /* Innocent: the embedder broke the connection. */
                if ($this->transfers->cuts === []) {
                    $cell->account->check(false);
                }
                $this->close($cell, self::READ);
            }
        }
    }
}
