<?php
/*
 * BlockingIo.php - how a peer waits, accepts, reads and writes in a process of its own: with blocking calls, one connection
 * after the other. CoroutineIo has the same methods.
 *
 * In lockstep (within a fuzzer) each call that may block is asked for first on the control descriptor, and made when the
 * answer has come, which is when it no longer blocks but for what is still in flight:
 *
 *   accept        end: nobody will connect any more
 *   read BYTES    go N: so many are there (0: the end of the stream is)
 *   write BYTES   go N: so many have room; lost N: the client is gone
 *   close         go N: so many are unread; lost N: the client is gone
 *   pause MS      go: they have passed
 *
 * Instead of "go", "stop" ends everything. What a call did is told with the next question: took ADDRESS, got N, sent N, shut,
 * gone (the listener). Else only pauses are told. No side effects, no static state.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;

use function explode;
use function fclose;
use function fflush;
use function fgets;
use function fread;
use function fwrite;
use function in_array;
use function max;
use function rtrim;
use function socket_get_option;
use function socket_import_stream;
use function socket_set_option;
use function stream_select;
use function stream_socket_accept;
use function stream_socket_shutdown;
use function strlen;
use function substr;
use function usleep;

final class BlockingIo
{
    /** More than a plan's peer and client have under way together, so that the kernel's buffers never fill */
    private const KERNEL_BUFFER_BYTES = 1 << 20;
    /** Linux's number of the socket option, and two of the states it says */
    private const TCP_INFO = 11;
    private const TCP_QUICKACK = 12;
    private const ESTABLISHED = 1;
    private const CLOSED = 7;
    private const SETTLE_TRIES = 4000;
    private const SETTLE_US = 100;

    private $in;
    private $out;
    private bool $lockstep;
    private bool $stopped = false;
    /** What is to be told with the next question */
    private string $notes = '';

    public function __construct($in, $out, bool $lockstep)
    {
        $this->in = $in;
        $this->out = $out;
        $this->lockstep = $lockstep;
    }

    public function tell(string $line): void
    {
        fwrite($this->out, "{$this->notes}$line\n");
        fflush($this->out);
        $this->notes = '';
    }

    public function delay(int $ms): void
    {
        if ($this->lockstep) {
            $this->ask("pause $ms");
        } else {
            $this->tell("pause $ms");
            usleep($ms * 1000);
        }
    }

    public function play(PeerLink $link, $stream)
    {
        $link->play($stream);
        return null;
    }

    /** @return resource|false */
    public function accept($listener, float $timeout_s, ?string &$client)
    {
        if ($this->lockstep ? $this->ask('accept')[0] === 'end' : !$this->somebody_connects($listener)) {
            throw new AsyncCancellation('nobody connects any more');
        }
        $stream = @stream_socket_accept($listener, $timeout_s, $client);
        if ($stream !== false) {
            $this->note("took $client");
        }
        return $stream;
    }

    /** Waits until somebody has connected, or there is word that nobody will. */
    private function somebody_connects($listener): bool
    {
        $readable = [$listener, $this->in];
        $none = null;
        stream_select($readable, $none, $none, null);
        return in_array($listener, $readable, true);
    }

    public function buffers($listener, int $bytes): void
    {
        if (!$this->lockstep) {
            socket_buffers($listener, $bytes, true);
            return;
        }
        /* Whoever answers counts the bytes. Connections inherit all of it. */
        socket_buffers($listener, self::KERNEL_BUFFER_BYTES, true);
        socket_set_option(socket_import_stream($listener), SOL_TCP, TCP_NODELAY, 1);
    }

    public function unlisten($listener): void
    {
        @fclose($listener);
        $this->note('gone');
    }

    /** @return string|false */
    public function read($stream, int $size)
    {
        if (!$this->lockstep) {
            return @fread($stream, $size);
        }
        $socket = socket_import_stream($stream);
        $this->await_bytes($socket, $this->ask("read $size")[1]);
        $piece = @fread($stream, $size);
        if ($piece !== false && $piece !== '') {
            $this->note('got ' . strlen($piece));
            @socket_set_option($socket, SOL_TCP, self::TCP_QUICKACK, 1);
        }
        return $piece;
    }

    /** @return int|false */
    public function write($stream, string $bytes)
    {
        if (!$this->lockstep) {
            return @fwrite($stream, $bytes);
        }
        for ($done = 0; $done < strlen($bytes); $done += $sent) {
            [$word, $size] = $this->ask('write ' . (strlen($bytes) - $done));
            $this->await_loss($stream, $word, false);
            $sent = @fwrite($stream, substr($bytes, $done, $size));
            if ($sent === false || $sent === 0) {
                return $done > 0 ? $done : $sent;
            }
            $this->await_loss($stream, $word, true);
            $this->note("sent $sent");
        }
        return $done;
    }

    public function half_close($stream): void
    {
        @stream_socket_shutdown($stream, STREAM_SHUT_WR);
        $this->note('shut');
    }

    public function close($stream): void
    {
        if ($this->lockstep && !$this->stopped) {
            /* What lies unread decides whether the close is a reset. */
            [$word, $size] = $this->ask('close');
            $this->await_loss($stream, $word, false);
            if ($size > 0) {
                $this->await_bytes(socket_import_stream($stream), $size);
                $readable = [$stream];
                $none = null;
                stream_select($readable, $none, $none, null);
            }
        }
        @fclose($stream);
        $this->note('closed');
    }

    /** The next read waits for so many, or the end. */
    private function await_bytes($socket, int $size): void
    {
        @socket_set_option($socket, SOL_SOCKET, SO_RCVLOWAT, max(1, $size));
    }

    /** The client is gone: that has arrived before a write, and the answer to the write after it. */
    private function await_loss($stream, string $word, bool $written): void
    {
        if ($word !== 'lost') {
            return;
        }
        $socket = socket_import_stream($stream);
        for ($i = 0; $i < self::SETTLE_TRIES; $i++) {
            $state = @socket_get_option($socket, SOL_TCP, self::TCP_INFO) & 0xff;
            if ($written ? $state === self::CLOSED : $state !== self::ESTABLISHED) {
                return;
            }
            usleep(self::SETTLE_US);
        }
    }

    private function note(string $note): void
    {
        if ($this->lockstep) {
            $this->notes .= "$note\n";
        }
    }

    /** @return array{string, int} */
    private function ask(string $question): array
    {
        if (!$this->stopped) {
            $this->tell($question);
            $answer = fgets($this->in);
            if ($answer === false) {
                /* Whoever started us is gone. */
                exit(0);
            }
            $words = explode(' ', rtrim($answer));
            $this->stopped = $words[0] === 'stop';
        }
        if ($this->stopped) {
            throw new AsyncCancellation('told to stop');
        }
        return [$words[0], (int) ($words[1] ?? 0)];
    }
}
