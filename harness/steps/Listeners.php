<?php
/*
 * Listeners.php - accept loops: sockets at which several coroutines accept while others connect, and an account of the
 * connections.
 *
 * a0 and a1 listen on TCP, a2 and a3 on a unix socket. Who connects says who he is and waits for the answer, which is the
 * same backwards; who accepts gives it and closes. Each connection is accepted once, and no answer is for somebody else.
 * Listeners are closed, or their last handle is dropped, under those who connect. A wait may last for ever: at the end
 * release() counts what nobody has accepted, and closes the listeners.
 */

namespace FuzzAsync;

use function Async\delay;
use function count;
use function fclose;
use function fread;
use function fwrite;
use function in_array;
use function max;
use function sprintf;
use function str_repeat;
use function stream_get_meta_data;
use function stream_select;
use function stream_socket_accept;
use function stream_socket_client;
use function stream_socket_get_name;
use function stream_socket_server;
use function strlen;
use function strrev;
use function substr;

/** A socket that listens, and who has come. */
final class SharedListener
{
    public string $name;
    /** @var resource|null null once closed or dropped, or never opened */
    public $stream = null;
    public string $address = '';
    /** What keeps the address from others @var resource|null */
    public $reservation = null;
    /** By the number of the connection: 'unsure', 'connected', 'accepted' @var string[] */
    public array $connections = [];
    /** Connections that may wait to be accepted */
    public int $waiting = 0;
    /** Connections that were accepted, whether or not anybody has said who it was */
    public int $accepted = 0;
    /** Accepts, and talks with who was accepted, that ended by an exception */
    public int $broken = 0;
    /** Of those, which explain why somebody was not answered */
    public int $excused = 0;
    /** Coroutines in a call @var true[] by name */
    public array $accepting = [];
    /** What those who have connected wait for an answer from @var resource[] by name */
    public array $asking = [];

    public function __construct(string $name)
    {
        $this->name = $name;
    }
}

final class Listeners
{
    private const CONNECT_TIMEOUT_S = 5.0;
    /** Longer than any run */
    private const FOREVER_S = 3600.0;
    /** Within which those come who have connected */
    private const LAST_S = 1.0;
    private const LAST_TURNS = 128;
    /** Fewer than a backlog holds: what TCP drops there it sends again after a second of real time */
    private const WAITING_MAX = 16;
    private const HEADER_BYTES = 16;
    private const UNIX = ['a2', 'a3'];

    /** @var SharedListener[] by name */
    private array $cells = [];
    private Ledger $ledger;
    private Transfers $transfers;

    public function __construct(Ledger $ledger, Transfers $transfers)
    {
        $this->ledger = $ledger;
        $this->transfers = $transfers;
    }

    public function open(string $name): void
    {
        $this->cells[$name] = $cell = new SharedListener($name);
        $address = 'tcp://127.0.0.1:0';
        if (in_array($name, self::UNIX, true)) {
            /* An abstract name: nothing of it is left when the socket is closed. An address that only one process can have
             * at a time makes it the only one. */
            $cell->reservation = @stream_socket_server('udp://127.0.0.1:0', $errno, $message, STREAM_SERVER_BIND) ?: null;
            if ($cell->reservation === null) {
                return;
            }
            $address = "unix://\0php-fuzz-async " . stream_socket_get_name($cell->reservation, false);
        }
        /* Innocent: the embedder made the call fail. Then the ops find it closed. */
        $cell->stream = @stream_socket_server($address) ?: null;
        $cell->address = $cell->reservation !== null || $cell->stream === null ? $address
            : 'tcp://' . stream_socket_get_name($cell->stream, false);
    }

    /* ---- ops ---- */

    /** Connects so many times, one after the other, and says $bytes bytes each time. */
    public function dial(string $who, string $name, int $times, int $bytes): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('dial', $who, "dial $name", function () use ($who, $cell, $times, $bytes) {
            $outcome = 'ok';
            for ($i = 0; $i < $times && $outcome === 'ok'; $i++) {
                $outcome = $cell->stream === null ? 'closed'
                    : ($cell->waiting >= self::WAITING_MAX ? 'full' : $this->connect($who, $cell, $bytes));
            }
            return $outcome;
        });
    }

    /** Accepts so many connections. $ms: time limit of each, 0 = none. */
    public function accept_loop(string $who, string $name, int $times, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('accept_loop', $who, "accept_loop $name", function () use ($who, $cell, $times, $ms) {
            for ($i = 0; $i < $times; $i++) {
                if ($cell->stream === null) {
                    return 'closed';
                }
                $stream = $this->accept($who, $cell, $ms);
                if ($stream === false) {
                    /* Innocent: without a limit, the embedder made the call fail. */
                    return $cell->stream === null ? 'closed' : ($ms > 0 ? 'timed_out' : 'failed');
                }
                $this->answer($cell, $stream);
            }
            return 'ok';
        });
    }

    /** $how: 0 closes it; 1: nobody does, but its last handle is dropped, unless somebody accepts there: nothing could ever
     *  end his call. */
    public function end_listener(string $who, string $name, int $how): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('end_listener', $who, "end_listener $name", function () use ($cell, $how) {
            if ($cell->stream === null) {
                return 'closed';
            }
            if ($how === 0) {
                $this->close($cell);
            } elseif ($cell->accepting !== []) {
                return 'refused';
            } else {
                $cell->stream = null;
            }
            return 'ok';
        });
    }

    /* ---- who connects ---- */

    private function connect(string $who, SharedListener $cell, int $bytes): string
    {
        $number = count($cell->connections);
        $cell->connections[$number] = 'unsure';
        $cell->waiting++;
        $stream = @stream_socket_client($cell->address, $errno, $message, self::CONNECT_TIMEOUT_S);
        if ($stream === false) {
            return $cell->stream === null ? 'closed' : 'connect_failed';
        }
        /* Nobody can have read who it is. */
        $cell->connections[$number] = 'connected';
        $text = $this->text($who, $number, $bytes);
        $cell->asking[$who] = $stream;
        try {
            /* Nobody answers half a question. */
            $answer = @fwrite($stream, $text) === $bytes ? $this->read($stream, $bytes) : '';
            $limit = !empty(stream_get_meta_data($stream)['timed_out']);
        } finally {
            unset($cell->asking[$who]);
            @fclose($stream);
        }
        return $this->judge($cell, $text, $answer, $limit);
    }

    private function text(string $who, int $number, int $bytes): string
    {
        return sprintf('%4s%06d%06d', $who, $number, $bytes) . str_repeat("\x80", $bytes - self::HEADER_BYTES);
    }

    /** Up to $bytes bytes, fewer at the end. */
    private function read($stream, int $bytes): string
    {
        $text = '';
        while (strlen($text) < $bytes) {
            $piece = (string) @fread($stream, $bytes - strlen($text));
            if ($piece === '') {
                break;
            }
            $text .= $piece;
        }
        return $text;
    }

    private function judge(SharedListener $cell, string $text, string $answer, bool $limit): string
    {
        if ($answer === strrev($text)) {
            return 'ok';
        }
        if ($answer !== substr(strrev($text), 0, strlen($answer))) {
            $this->violation($cell, 'changed: the answer is not to what was said');
            return 'failed';
        }
        if ($limit) {
            return 'timed_out';
        }
        /* Innocent: the listener went before anybody had accepted; who had accepted was told to leave. */
        if ($cell->stream === null || $cell->excused++ < $cell->broken) {
            return 'closed';
        }
        /* Innocent: the embedder broke a connection. */
        if ($this->transfers->cuts === []) {
            $this->violation($cell, 'answers: a connection ended without its answer');
        }
        return 'failed';
    }

    /* ---- who accepts ---- */

    /** @return resource|false */
    private function accept(string $who, SharedListener $cell, int $ms)
    {
        $this->ledger->paused_ms += $ms;
        $cell->accepting[$who] = true;
        try {
            $stream = @stream_socket_accept($cell->stream, $ms > 0 ? $ms / 1000 : self::FOREVER_S);
        } catch (\Throwable $e) {
            $cell->broken++;
            throw $e;
        } finally {
            unset($cell->accepting[$who]);
        }
        if ($stream !== false) {
            $this->count($cell);
        }
        return $stream;
    }

    private function count(SharedListener $cell): void
    {
        $cell->waiting = max(0, $cell->waiting - 1);
        if (++$cell->accepted > count($cell->connections)) {
            $this->violation($cell, 'unsent: more connections were accepted than made');
        }
    }

    private function answer(SharedListener $cell, $stream): void
    {
        try {
            $text = $this->read($stream, self::HEADER_BYTES);
            if (strlen($text) === self::HEADER_BYTES) {
                $text .= $this->read($stream, (int) substr($text, 10) - self::HEADER_BYTES);
                $this->note($cell, $text);
            }
            @fwrite($stream, strrev($text));
        } catch (\Throwable $e) {
            $cell->broken++;
            throw $e;
        } finally {
            @fclose($stream);
        }
    }

    /** Somebody has said who he is. */
    private function note(SharedListener $cell, string $text): void
    {
        $number = (int) substr($text, 4, 6);
        $state = $cell->connections[$number] ?? '';
        if ($state === 'accepted') {
            $this->violation($cell, "twice: connection $number was accepted before");
        } elseif ($state !== 'connected') {
            $this->violation($cell, 'unsent: somebody has connected whom nobody knows');
            return;
        }
        $cell->connections[$number] = 'accepted';
    }

    private function close(SharedListener $cell): void
    {
        $stream = $cell->stream;
        $cell->stream = null;
        @fclose($stream);
    }

    private function violation(SharedListener $cell, string $detail): void
    {
        $this->ledger->violation('conservation', "listener {$cell->name}", $detail);
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->cells as $cell) {
            /* Innocent: who accepts when nobody connects. */
            foreach ($cell->accepting as $who => $true) {
                if ($cell->stream === null || $this->is_ready($cell->stream)) {
                    $wrong[$who] = "accepts, though somebody has connected to {$cell->name}, or it is closed";
                }
            }
            /* Innocent: who was not answered yet. */
            foreach ($cell->asking as $who => $stream) {
                if ($this->is_ready($stream)) {
                    $wrong[$who] = "waits for an answer of {$cell->name} that is there";
                }
            }
        }
        return $wrong;
    }

    private function is_ready($stream): bool
    {
        $read = [$stream];
        $none = null;
        return @stream_select($read, $none, $none, 0) > 0;
    }

    /** Ends all waits: whoever comes later finds the listeners closed. */
    public function release(): void
    {
        foreach ($this->cells as $cell) {
            if ($cell->stream !== null) {
                $this->drain($cell);
            }
            $cell->reservation = null;
        }
    }

    /** Accepts whoever is left and closes the listener: then as many have been accepted as have connected. */
    private function drain(SharedListener $cell): void
    {
        $listener = $cell->stream;
        /* From now on nobody is owed an answer. */
        $cell->stream = null;
        $made = 0;
        foreach ($cell->connections as $state) {
            $made += $state !== 'unsure' ? 1 : 0;
        }
        /* Innocent: an accept that was cancelled when somebody had just come. */
        while (!$this->ledger->stopping && $cell->accepted + $cell->broken < $made) {
            $stream = @stream_socket_accept($listener, self::LAST_S);
            if ($stream === false) {
                $this->judge_lost($cell, $listener, $made);
                break;
            }
            $this->count($cell);
            fclose($stream);
        }
        fclose($listener);
    }

    private function judge_lost(SharedListener $cell, $listener, int $made): void
    {
        /* Innocent: the embedder made this call fail, or tells late that somebody waits. */
        for ($i = 0; $i < self::LAST_TURNS; $i++) {
            if ($this->is_ready($listener)) {
                return;
            }
            delay(1);
        }
        /* Innocent: the embedder broke a connection. */
        if ($this->transfers->cuts === []) {
            $this->violation($cell, "lost: $made connections were made, and {$cell->accepted} were accepted");
        }
    }
}
