<?php
/*
 * Links.php - TCP connections of which several coroutines use both ends at the same time: the ops, and the accounts of
 * the bytes.
 *
 * l0 and l1 are the two ends of one connection, l2 and l3 those of another. Each end is written to and read from; it is
 * closed, half-closed or reset under those who are at it, and under those at the other end. What an end writes arrives
 * at the other one as ByteAccount says, all of it unless a reset explains what is missing. A wait may last for ever: at
 * the end release() shuts what is still open.
 */

namespace FuzzAsync;

use function fclose;
use function fread;
use function fwrite;
use function min;
use function stream_get_meta_data;
use function stream_select;
use function stream_set_read_buffer;
use function stream_socket_accept;
use function stream_socket_client;
use function stream_socket_get_name;
use function stream_socket_server;
use function stream_socket_shutdown;
use function strlen;
use function substr;

/** One end of a connection. */
final class LinkEnd
{
    public string $name;
    /** @var resource|null null once closed, or never connected */
    public $stream = null;
    /** Of what is written at this end */
    public ByteAccount $account;
    /** Nothing more is sent from here */
    public bool $shut = false;
    /** Nothing more is read here */
    public bool $gone = false;
    /** It was closed by a reset */
    public bool $reset = false;
    /** A call that is under way may still hold the stream */
    public bool $dropped = false;
    /** Coroutines in a call @var true[] by name */
    public array $reading = [];
    /** @var true[] by name */
    public array $writing = [];

    public function __construct(string $name, Ledger $ledger)
    {
        $this->name = $name;
        $this->account = new ByteAccount($ledger, "link $name");
    }
}

final class Links
{
    private const CONNECT_TIMEOUT_S = 5.0;
    private const DRAIN_BYTES = 65536;
    private const CLOSE = 0;
    private const HALF_CLOSE = 1;
    private const SHUT_BOTH = 2;
    private const DROP = 3;

    /** Both ends of each connection that the program uses @var LinkEnd[] by name */
    private array $ends = [];
    private Ledger $ledger;
    private Transfers $transfers;
    private int $buffer;

    public function __construct(Ledger $ledger, Transfers $transfers, int $buffer)
    {
        $this->ledger = $ledger;
        $this->transfers = $transfers;
        $this->buffer = $buffer;
    }

    /** Opens the connection that has the end; waits for it. */
    public function open(string $name): void
    {
        if (isset($this->ends[$name])) {
            return;
        }
        $other = $this->other_name($name);
        $this->ends[$name] = $near = new LinkEnd($name, $this->ledger);
        $this->ends[$other] = $far = new LinkEnd($other, $this->ledger);
        $listener = @stream_socket_server('tcp://127.0.0.1:0');
        if ($listener === false) {
            return;
        }
        if ($this->buffer > 0) {
            socket_buffers($listener, $this->buffer, true);
        }
        $stream = @stream_socket_client('tcp://' . stream_socket_get_name($listener, false), $errno, $message,
            self::CONNECT_TIMEOUT_S);
        $accepted = $stream !== false ? @stream_socket_accept($listener, self::CONNECT_TIMEOUT_S) : false;
        fclose($listener);
        /* Innocent: the embedder made a call fail. Then the ops find a link that is closed. */
        if ($accepted === false) {
            return;
        }
        $near->stream = $stream;
        $far->stream = $accepted;
        foreach ([$stream, $accepted] as $end) {
            stream_set_read_buffer($end, 0);
            if ($this->buffer > 0) {
                socket_buffers($end, $this->buffer, false);
            }
        }
    }

    private function other_name(string $name): string
    {
        return 'l' . ((int) substr($name, 1) ^ 1);
    }

    private function other(LinkEnd $end): LinkEnd
    {
        return $this->ends[$this->other_name($end->name)];
    }

    /* ---- ops ---- */

    public function link_write(string $who, string $name, int $bytes, int $write): void
    {
        $end = $this->ends[$name];
        $this->ledger->op('link_write', $who, "link_write $name", function () use ($who, $end, $bytes, $write) {
            for ($done = 0; $done < $bytes; $done += $sent) {
                if ($end->stream === null || $end->shut) {
                    return 'closed';
                }
                $sent = $this->write($who, $end, min($write, $bytes - $done));
                if ($sent === 0) {
                    return $this->refused($end);
                }
            }
            return 'ok';
        });
    }

    public function link_read(string $who, string $name, int $bytes, int $chunk): void
    {
        $end = $this->ends[$name];
        $this->ledger->op('link_read', $who, "link_read $name", function () use ($who, $end, $bytes, $chunk) {
            for ($done = 0; $done < $bytes; $done += strlen($piece)) {
                if ($end->stream === null || $end->gone) {
                    return 'closed';
                }
                $piece = $this->read($who, $end, min($chunk, $bytes - $done));
                if ($piece === '') {
                    return $this->nothing($end);
                }
            }
            return 'ok';
        });
    }

    /** $how: the end is closed; sends nothing more; neither sends nor reads any more; nobody closes it, but its last handle
     *  is dropped, but for those of calls that are under way; is reset. */
    public function link_end(string $who, string $name, int $how): void
    {
        $end = $this->ends[$name];
        $this->ledger->op('link_end', $who, "link_end $name", function () use ($end, $how) {
            if ($end->stream === null || $how === self::HALF_CLOSE && $end->shut || $how === self::SHUT_BOTH && $end->gone) {
                return 'closed';
            }
            $this->finish($end, $how);
            return 'ok';
        });
    }

    private function finish(LinkEnd $end, int $how): void
    {
        $stream = $end->stream;
        $end->shut = true;
        $end->gone = $end->gone || $how !== self::HALF_CLOSE;
        switch ($how) {
            case self::HALF_CLOSE:
                @stream_socket_shutdown($stream, STREAM_SHUT_WR);
                return;
            case self::SHUT_BOTH:
                @stream_socket_shutdown($stream, STREAM_SHUT_RDWR);
                return;
        }
        $end->stream = null;
        if ($how === self::DROP) {
            $end->dropped = true;
            return;
        }
        $end->reset = $how !== self::CLOSE;
        if ($end->reset && !socket_reset_on_close($stream)) {
            $this->ledger->add('reset_failed', 1);
        }
        @fclose($stream);
    }

    /** One write; 0 when it accepted nothing. */
    private function write(string $who, LinkEnd $end, int $size): int
    {
        $writer = (int) substr($who, 1);
        $piece = $end->account->piece($writer, $size);
        $end->writing[$who] = true;
        $sent = false;
        try {
            $sent = @fwrite($end->stream, $piece);
        } finally {
            unset($end->writing[$who]);
            /* Innocent: a write that was cancelled, or whose stream was closed, may have sent some of it. */
            if ($sent === false || $end->stream === null) {
                $end->account->doubt($writer, $size);
            }
        }
        $end->account->sent($writer, $size, (int) $sent);
        return (int) $sent;
    }

    /** One read; '' when there was nothing. */
    private function read(string $who, LinkEnd $end, int $size): string
    {
        $account = $this->other($end)->account;
        $account->reads($who);
        $end->reading[$who] = true;
        try {
            $piece = (string) @fread($end->stream, $size);
        } finally {
            unset($end->reading[$who]);
        }
        $account->take($piece, $size);
        return $piece;
    }

    /** Why a write brought nothing out. */
    private function refused(LinkEnd $end): string
    {
        if ($end->stream === null || $end->shut) {
            return 'closed';
        }
        /* Innocent: who reads there is gone, or the embedder broke the connection. */
        if ($this->other($end)->gone || $this->transfers->cuts !== []) {
            return 'failed';
        }
        if (!empty(stream_get_meta_data($end->stream)['timed_out'])) {
            return 'timed_out';
        }
        $this->ledger->violation('bytes', "link {$end->name}", 'answers: a write was refused, though both ends are open');
        return 'failed';
    }

    /** Why a read brought nothing. */
    private function nothing(LinkEnd $end): string
    {
        if ($end->stream === null || $end->gone) {
            return 'closed';
        }
        /* Innocent: nothing more is sent there, or the embedder broke the connection. */
        if ($this->other($end)->shut || $this->transfers->cuts !== []) {
            return 'eof';
        }
        if (!empty(stream_get_meta_data($end->stream)['timed_out'])) {
            return 'timed_out';
        }
        $this->ledger->violation('bytes', "link {$end->name}",
            'answers: a read brought nothing, though the other end may still write');
        return 'failed';
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->ends as $end) {
            /* Innocent: what nobody can look at any more. */
            if ($end->dropped) {
                continue;
            }
            /* Innocent: a reader of what is open and empty, a writer to what is full. */
            foreach ($end->reading as $who => $true) {
                if ($end->stream === null || $this->is_ready([$end->stream], [])) {
                    $wrong[$who] = "reads, though {$end->name} is readable";
                }
            }
            foreach ($end->writing as $who => $true) {
                if ($end->stream === null || $this->is_ready([], [$end->stream])) {
                    $wrong[$who] = "writes, though {$end->name} is writable";
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

    /** Ends all waits: whoever comes later finds nothing to write to, and then the end of what there is to read. */
    public function release(): void
    {
        foreach ($this->ends as $end) {
            $other = $this->other($end);
            if ($end->writing !== [] && $other->stream !== null) {
                $this->finish($other, self::CLOSE);
            }
            if ($end->stream !== null && !$end->shut) {
                $this->finish($end, self::HALF_CLOSE);
            }
        }
    }

    /** Reads what is left, when all coroutines of the program have ended and release() has been called. */
    public function settle(): void
    {
        foreach ($this->ends as $end) {
            while ($end->stream !== null && !$end->gone) {
                $piece = (string) @fread($end->stream, self::DRAIN_BYTES);
                if ($piece === '') {
                    break;
                }
                $this->other($end)->account->take($piece, self::DRAIN_BYTES);
            }
        }
        foreach ($this->ends as $end) {
            /* Innocent: the embedder broke the connection, or nobody read at this end any more. */
            if ($end->stream !== null && !$end->gone && $this->transfers->cuts === []) {
                $this->other($end)->account->check($this->is_reset($this->other($end), $end));
            }
        }
        foreach ($this->ends as $end) {
            if ($end->stream !== null) {
                $this->finish($end, self::CLOSE);
            }
        }
    }

    /** Innocent: an end that goes while something it was sent is unread, or is sent to afterwards, resets the connection, and
     *  what it had sent itself may be lost. */
    private function is_reset(LinkEnd $from, LinkEnd $to): bool
    {
        return $from->gone && ($to->account->outstanding() > 0 || $from->reset);
    }
}
