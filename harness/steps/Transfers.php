<?php
/*
 * Transfers.php - downloads from peers and uploads to them: the ops, and which of them are judged by what afterwards.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;

use function array_merge;
use function array_search;
use function count;
use function fclose;
use function fread;
use function fwrite;
use function in_array;
use function max;
use function min;
use function stream_set_read_buffer;
use function stream_socket_client;
use function stream_socket_get_name;

final class Transfers
{
    private const CONNECT_TIMEOUT_S = 5.0;

    /** @var EvilPeer[] by name */
    public array $peers = [];
    /** By name of the coroutine that is at it @var Transfer[] */
    public array $current = [];
    /** @var Transfer[] in order of their start */
    public array $all = [];
    /** Coroutines whose connections may be lost because the embedder makes calls of libc fail; '*' is all of them
     *  @var string[] */
    public array $cuts = [];
    private Ledger $ledger;
    private int $buffer;
    private Payload $payload;

    public function __construct(Ledger $ledger, int $buffer, Payload $payload)
    {
        $this->ledger = $ledger;
        $this->buffer = $buffer;
        $this->payload = $payload;
    }

    public function download(string $who, EvilPeer $peer, int $chunk): void
    {
        if ($this->ledger->stopping) {
            return;
        }
        $transfer = $this->begin(new Transfer('download', $who, $peer, 0, $chunk));
        try {
            $transfer->outcome = $this->ledger->shielded($who, function () use ($transfer) {
                return $this->connect($transfer) ? $this->receive($transfer->stream, $transfer) : 'connect_failed';
            });
        } catch (AsyncCancellation $e) {
            $transfer->outcome = 'cancelled';
        } catch (\Throwable $e) {
            $transfer->outcome = 'failed';
            $this->ledger->unexpected("$who in download {$peer->name}", $e);
        } finally {
            $this->disconnect($transfer);
            $this->ledger->add("io_recv_bytes_$who", $transfer->done);
            $this->ledger->add("io_read_calls_$who", $transfer->calls);
            $this->ledger->outcome('io_download', $who, $transfer->outcome);
        }
    }

    public function upload(string $who, EvilPeer $peer, int $bytes, int $write): void
    {
        if ($this->ledger->stopping) {
            return;
        }
        $transfer = $this->begin(new Transfer('upload', $who, $peer, $bytes, $write));
        try {
            $transfer->outcome = $this->ledger->shielded($who, function () use ($transfer) {
                return $this->connect($transfer) ? $this->send($transfer->stream, $transfer) : 'connect_failed';
            });
        } catch (AsyncCancellation $e) {
            $transfer->outcome = 'cancelled';
        } catch (\Throwable $e) {
            $transfer->outcome = 'failed';
            $this->ledger->unexpected("$who in upload {$peer->name}", $e);
        } finally {
            $this->disconnect($transfer);
            $this->ledger->add("io_sent_bytes_$who", $transfer->done);
            $this->ledger->add("io_write_calls_$who", $transfer->calls);
            $this->ledger->outcome('io_upload', $who, $transfer->outcome);
        }
    }

    private function begin(Transfer $transfer): Transfer
    {
        $this->all[] = $transfer;
        $this->current[$transfer->who] = $transfer;
        $this->ledger->attempt("io_{$transfer->op}", $transfer->who, "{$transfer->op} {$transfer->peer->name}");
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
            $this->ledger->add('buffers_failed', 1);
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
        for (;;) {
            $size = $transfer->calls < EvilPeer::FINE_STEPS ? $transfer->size : $this->coarse($transfer);
            $piece = @fread($stream, $size);
            $transfer->calls++;
            if ($piece !== false && $piece !== '') {
                $transfer->received($this->payload, $piece, $size);
                if (!$transfer->closed) {
                    continue;
                }
            }
            $transfer->ended_by($stream, $piece);
            break;
        }
        return $transfer->closed ? 'failed' : 'ok';
    }

    private function send($stream, Transfer $transfer): string
    {
        while ($transfer->done < $transfer->asked) {
            $size = min($transfer->calls < EvilPeer::FINE_STEPS ? $transfer->size : $this->coarse($transfer),
                $transfer->asked - $transfer->done);
            $transfer->pending = $size;
            $sent = @fwrite($stream, $this->payload->slice($transfer->done, $size));
            /* Innocent: what a write had sent when its stream was closed it may not say. */
            $transfer->pending = $transfer->closed ? $size : 0;
            $transfer->calls++;
            if ($sent === false || $sent === 0) {
                $transfer->ended_by($stream, $sent);
                return 'failed';
            }
            if ($sent > $size) {
                $transfer->broken = "a write of $size bytes accepted $sent";
                return 'failed';
            }
            $transfer->sent($sent);
            if ($transfer->closed) {
                $transfer->ended_by($stream, $sent);
                return 'failed';
            }
        }
        $transfer->end = 'all';
        return 'ok';
    }

    private function coarse(Transfer $transfer): int
    {
        return max($transfer->size, EvilPeer::COARSE_BYTES);
    }

    /* ---- accepting ---- */

    public function refusals(): int
    {
        $number = 0;
        foreach ($this->peers as $peer) {
            $number += $peer->refused();
        }
        return $number;
    }

    /** The longest pause that one of these peers' accepting coroutines is in, or 0. */
    public function accept_pause_ms(array $names): int
    {
        $ms = 0;
        foreach ($names as $name) {
            $ms = max($ms, $this->peers[$name]->pausing_ms);
        }
        return $ms;
    }

    /** @return array<string, int> by peer: connections its waiting accepting coroutine has not got yet */
    public function unaccepted(): array
    {
        $waiting = [];
        foreach ($this->all as $transfer) {
            /* Not counted: clients cancelled in connect, whose connection may exist or not. A peer that was told how
             * many to accept and has done so is finished, and owes nothing. */
            if ($transfer->connected && $transfer->peer->is_accepting()) {
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

    /* ---- what must be true afterwards ---- */

    /** @return array<int, array{oracle: string, where: string, detail: string}> */
    public function violations(): array
    {
        $links = $this->links_of_all();
        $violations = [];
        foreach ($this->all as $i => $transfer) {
            $link = $links[$i];
            $cut = $this->may_be_cut($transfer->who) || ($link !== null && $this->may_be_cut($link->name));
            $where = "{$transfer->who} {$transfer->op} {$transfer->peer->name}";
            if (($detail = $transfer->wrong_bytes($link, $cut)) !== '') {
                $violations[] = ['oracle' => 'bytes', 'where' => $where, 'detail' => $detail];
            }
            if (($detail = $transfer->wrong_end($link, $cut)) !== '') {
                $violations[] = ['oracle' => 'reset', 'where' => $where, 'detail' => $detail];
            }
        }
        foreach ($this->peers as $peer) {
            $violations = array_merge($violations, $this->check_peer($peer));
        }
        return $violations;
    }

    /** Both ends of a connection: the system gives a port to clients of two peers at a time. */
    private static function address(EvilPeer $peer, string $client): string
    {
        return "$client {$peer->name}";
    }

    /** @return array<int, PeerLink|null> for each transfer the peer's end of its connection; null: none, or nobody can tell which.
     * After a reset a port is free at once, so several connections may have had one address; the first one's is the first link. */
    private function links_of_all(): array
    {
        $of_address = $transfers = $found = [];
        foreach ($this->peers as $peer) {
            foreach ($peer->links as $link) {
                $of_address[self::address($peer, $link->client)][] = $link;
            }
        }
        foreach ($this->all as $i => $transfer) {
            $found[$i] = null;
            if ($transfer->client !== '') {
                $transfers[self::address($transfer->peer, $transfer->client)][] = $i;
            }
        }
        foreach ($transfers as $address => $places) {
            /* Not as many: one was never accepted, or its client was cancelled while it connected. */
            if (count($of_address[$address] ?? []) === count($places)) {
                foreach ($places as $n => $i) {
                    $found[$i] = $of_address[$address][$n];
                }
            }
        }
        return $found;
    }

    public function link_of(Transfer $transfer): ?PeerLink
    {
        return $this->links_of_all()[array_search($transfer, $this->all, true)];
    }

    /** Bytes that may have reached the peer. */
    private function sent_to(EvilPeer $peer): int
    {
        $sent = 0;
        foreach ($this->all as $transfer) {
            $sent += $transfer->peer === $peer ? $transfer->done + $transfer->pending : 0;
        }
        return $sent;
    }

    private function may_be_cut(string $name): bool
    {
        /* A coroutine with a token makes its calls in a child. */
        return $this->cuts !== [] && (in_array('*', $this->cuts, true) || in_array($name, $this->cuts, true)
            || in_array("$name.0", $this->cuts, true));
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
            if ($link->ended === 'cancelled' && !$this->ledger->stopping) {
                $violations[] = ['oracle' => 'unexpected', 'where' => $link->name,
                    'detail' => 'cancelled, but nobody cancelled it'];
            }
        }
        if ($peer->error !== '') {
            $violations[] = ['oracle' => 'unexpected', 'where' => $peer->name, 'detail' => $peer->error];
        }
        if ($peer->table['mode'] === 'consume') {
            $sent = $this->sent_to($peer);
            if ($read > $sent) {
                $violations[] = ['oracle' => 'bytes', 'where' => $peer->name,
                    'detail' => "read $read bytes, but $sent were sent to it"];
            }
        }
        return $violations;
    }
}
