<?php
/*
 * Datagrams.php - UDP sockets that several coroutines send from, receive at and close at the same time: the ops, and the
 * conservation of datagrams.
 *
 * u0 and u1 send to each other, so do u2 and u3. Each datagram says who sent it and which of his it is, so that afterwards
 * each can be accounted for: none comes twice, none that nobody sent, those of one sender in their order if one
 * coroutine alone receives, and none is lost, since no more are under way than any receive buffer holds. A wait may
 * last for ever: at the end release() closes the socket.
 */

namespace FuzzAsync;

use function Async\delay;
use function chr;
use function count;
use function fclose;
use function intdiv;
use function ord;
use function str_repeat;
use function stream_get_meta_data;
use function stream_select;
use function stream_socket_get_name;
use function stream_socket_recvfrom;
use function stream_socket_sendto;
use function stream_socket_server;
use function strlen;
use function substr;

/** A UDP socket, and what was sent from it. */
final class DatagramEnd
{
    public string $name;
    /** @var resource|null null once closed, or never opened */
    public $stream = null;
    public string $address = '';
    /** By number: [sender, size, 'sent' or why nobody knows, taken?] @var array<int, array{string, int, string, bool}> */
    public array $sent = [];
    /** Number of the last one of each sender that was received at the other end @var int[] by his name */
    public array $last = [];
    /** The only coroutine that has received here; '' none, '*' several */
    public string $receiver = '';
    /** Datagrams that may wait to be received here */
    public int $waiting = 0;
    /** Coroutines that are in a call @var true[] by name */
    public array $receiving = [];

    public function __construct(string $name)
    {
        $this->name = $name;
    }
}

final class Datagrams
{
    /** Datagrams that may wait at a socket: with the kernel's own overhead, a fraction of the smallest default buffer. */
    private const WAITING_MAX = 32;
    private const HEADER_BYTES = 4;
    private const SIZE_MAX = 1024;
    /** How often what is left is looked for */
    private const LAST_TRIES = 128;

    /** @var DatagramEnd[] by name */
    private array $ends = [];
    /** Nobody is to wait any more */
    private bool $released = false;
    private Ledger $ledger;
    private Transfers $transfers;

    public function __construct(Ledger $ledger, Transfers $transfers)
    {
        $this->ledger = $ledger;
        $this->transfers = $transfers;
    }

    /** Opens the socket and the one that it sends to. */
    public function open(string $name): void
    {
        foreach ([$name, $this->other_name($name)] as $each) {
            if (isset($this->ends[$each])) {
                return;
            }
            $this->ends[$each] = $end = new DatagramEnd($each);
            /* Innocent: the embedder made the call fail. Then the ops find it closed. */
            $end->stream = @stream_socket_server('udp://127.0.0.1:0', $errno, $message, STREAM_SERVER_BIND) ?: null;
            $end->address = $end->stream !== null ? stream_socket_get_name($end->stream, false) : '';
        }
    }

    private function other_name(string $name): string
    {
        return 'u' . ((int) substr($name, 1) ^ 1);
    }

    private function other(DatagramEnd $end): DatagramEnd
    {
        return $this->ends[$this->other_name($end->name)];
    }

    /* ---- ops ---- */

    /** Sends $times datagrams of $bytes bytes each. */
    public function udp_send(string $who, string $name, int $times, int $bytes): void
    {
        $end = $this->ends[$name];
        $this->ledger->op('udp_send', $who, "udp_send $name", function () use ($who, $end, $times, $bytes) {
            for ($i = 0; $i < $times; $i++) {
                if ($end->stream === null || $this->other($end)->stream === null) {
                    return 'closed';
                }
                if ($this->other($end)->waiting >= self::WAITING_MAX) {
                    return 'full';
                }
                if (!$this->send($who, $end, $bytes)) {
                    return $end->stream === null ? 'closed' : 'failed';
                }
            }
            return 'ok';
        });
    }

    /** Receives $times datagrams, of each at most $size bytes: the kernel cuts off what is longer. */
    public function udp_recv(string $who, string $name, int $times, int $size): void
    {
        $end = $this->ends[$name];
        $this->ledger->op('udp_recv', $who, "udp_recv $name", function () use ($who, $end, $times, $size) {
            for ($i = 0; $i < $times; $i++) {
                if ($end->stream === null || $this->released) {
                    return 'closed';
                }
                if (!$this->receive($who, $end, $size)) {
                    return $end->stream === null ? 'closed' : $this->nothing($end);
                }
            }
            return 'ok';
        });
    }

    /** $how: 0 closes it; 1: nobody does, but its last handle is dropped, unless somebody receives there: nothing could ever
     *  end his call. */
    public function udp_close(string $who, string $name, int $how): void
    {
        $end = $this->ends[$name];
        $this->ledger->op('udp_close', $who, "udp_close $name", function () use ($end, $how) {
            if ($end->stream === null) {
                return 'closed';
            }
            if ($how === 0) {
                $this->close($end);
            } elseif ($end->receiving !== []) {
                return 'refused';
            } else {
                $end->stream = null;
            }
            return 'ok';
        });
    }

    private function send(string $who, DatagramEnd $end, int $bytes): bool
    {
        $other = $this->other($end);
        $number = count($end->sent);
        $end->sent[$number] = [$who, $bytes, 'unsure', false];
        $other->waiting++;
        $result = @stream_socket_sendto($end->stream, $this->datagram($who, $number, $bytes), 0, $other->address);
        if ($result === $bytes) {
            $end->sent[$number][2] = 'sent';
        } elseif ($result !== false && $result !== -1) {
            $this->violation($end, "accepted: a datagram of $bytes bytes was sent as one of $result");
        }
        return $result === $bytes;
    }

    private function datagram(string $who, int $number, int $bytes): string
    {
        return $who[0] . chr((int) substr($who, 1)) . chr(intdiv($number, 256)) . chr($number % 256)
            . str_repeat(chr(65 + $number % 26), $bytes - self::HEADER_BYTES);
    }

    private function receive(string $who, DatagramEnd $end, int $size): bool
    {
        $end->receiver = $end->receiver === '' || $end->receiver === $who ? $who : '*';
        $end->receiving[$who] = true;
        $address = '';
        try {
            $datagram = @stream_socket_recvfrom($end->stream, $size, 0, $address);
        } finally {
            unset($end->receiving[$who]);
        }
        if ($datagram === false || $datagram === '') {
            return false;
        }
        $this->take($end, $datagram, (string) $address, $size);
        return true;
    }

    private function take(DatagramEnd $end, string $datagram, string $address, int $size): void
    {
        $from = $this->other($end);
        $end->waiting--;
        $number = strlen($datagram) < self::HEADER_BYTES ? -1 : ord($datagram[2]) * 256 + ord($datagram[3]);
        if ($address !== $from->address || !isset($from->sent[$number])) {
            $this->violation($end, 'unsent: received what nobody sent');
            return;
        }
        [$sender, $bytes, , $taken] = $from->sent[$number];
        if ($datagram !== substr($this->datagram($sender, $number, $bytes), 0, $size)) {
            $this->violation($end, "changed: number $number of $sender is not what was sent");
        }
        if ($taken) {
            $this->violation($end, "twice: number $number of $sender was received before");
        }
        $from->sent[$number][3] = true;
        /* Innocent: of several receivers nobody knows who was first. */
        if ($end->receiver !== '*' && $number < ($from->last[$sender] ?? -1)) {
            $this->violation($end, "order: number $number of $sender was received after number {$from->last[$sender]}");
        }
        $from->last[$sender] = $number;
    }

    /** Why a receive brought nothing. */
    private function nothing(DatagramEnd $end): string
    {
        /* Innocent: the embedder made the call fail. */
        if ($this->transfers->cuts !== []) {
            return 'failed';
        }
        if (!empty(stream_get_meta_data($end->stream)['timed_out'])) {
            return 'timed_out';
        }
        $this->violation($end, 'answers: a receive brought nothing, though the socket is open');
        return 'failed';
    }

    private function close(DatagramEnd $end): void
    {
        $stream = $end->stream;
        $end->stream = null;
        @fclose($stream);
    }

    private function violation(DatagramEnd $end, string $detail): void
    {
        $this->ledger->violation('conservation', "udp {$end->name}", $detail);
    }

    /* ---- the end ---- */

    /** Who waits although nobody should; nobody else is ready to run. @return string[] by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->ends as $end) {
            /* Innocent: a receiver to whom nothing was sent. */
            foreach ($end->receiving as $who => $true) {
                if ($end->stream === null || $this->is_ready($end->stream)) {
                    $wrong[$who] = "receives, though {$end->name} is readable";
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

    /** Ends all waits: whoever comes later does not wait. */
    public function release(): void
    {
        $this->released = true;
        foreach ($this->ends as $end) {
            if ($end->receiving !== [] && $end->stream !== null) {
                $this->close($end);
            }
        }
    }

    /** Receives what is left, when all coroutines of the program have ended. */
    public function settle(): void
    {
        foreach ($this->ends as $end) {
            if ($end->stream === null) {
                continue;
            }
            $this->drain($end);
            $this->check($end);
        }
        foreach ($this->ends as $end) {
            if ($end->stream !== null) {
                $this->close($end);
            }
        }
    }

    /** Receives what is there. */
    private function drain(DatagramEnd $end): void
    {
        /* Innocent: the embedder makes receives fail, or tells late that there is something. */
        for ($tries = 0; $tries < self::LAST_TRIES && ($tries === 0 || $this->misses($end)); $tries++) {
            while ($this->is_ready($end->stream)) {
                $datagram = (string) @stream_socket_recvfrom($end->stream, self::SIZE_MAX, 0, $address);
                if ($datagram === '') {
                    break;
                }
                $this->take($end, $datagram, (string) $address, self::SIZE_MAX);
            }
            if ($this->misses($end)) {
                delay(1);
            }
        }
    }

    /** What was sent to it is not there yet. */
    private function misses(DatagramEnd $end): bool
    {
        foreach ($this->other($end)->sent as [, , $state, $taken]) {
            if ($state === 'sent' && !$taken) {
                return !$this->ledger->stopping;
            }
        }
        return false;
    }

    /** All that was sent has arrived. Not called for a socket that was closed: what waited there is gone. */
    private function check(DatagramEnd $end): void
    {
        foreach ($this->other($end)->sent as $number => [$sender, , $state, $taken]) {
            /* Innocent: a send that did not say what became of it; a call that the embedder made fail, and what is there all
             * the same. */
            if ($state === 'sent' && !$taken && $this->transfers->cuts === [] && !$this->is_ready($end->stream)) {
                $this->violation($end, "lost: number $number of $sender was sent, and is nowhere");
            }
        }
    }
}
