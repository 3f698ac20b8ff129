<?php
/*
 * Channels.php - the channels that the coroutines of a program share: the ops, and the conservation of values.
 *
 * ch0 to ch3 have capacity 0, 1, 2 and 4. Every value that is sent is another one, "sender:number", so that afterwards
 * each can be accounted for: it was received once, or is left in the buffer, or was refused. A wait without a token may
 * last for ever: at the end release() closes all channels.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;
use Async\Channel;
use Async\ChannelException;
use Async\Future;
use Async\OperationCanceledException;

use function count;
use function explode;
use function in_array;
use function is_string;
use function substr;

/** A channel of the program, and what was done with it. */
final class SharedChannel
{
    public string $name;
    /** Null once its handle was dropped */
    public ?Channel $channel;
    /** Of the channel, which those hold who are in a call of it, whatever becomes of the handle */
    public \WeakReference $object;
    public int $capacity;
    /** By value: 'sending', 'sent', 'tried' (put into the slot of a rendezvous for anybody), or why it was not sent
     *  @var string[] */
    public array $values = [];
    /** By value: who has received it, or 'nobody' for what was left in the buffer @var string[] */
    public array $takers = [];
    /** "sender receiver" => number of the last value between the two @var int[] */
    public array $last = [];
    /** The channel was not there any more when the accounts were drawn up */
    public bool $gone = false;
    /** Futures of recvAsync() that were given up, and may yet have got a value @var Future[] */
    public array $promises = [];
    /** Coroutines that are in a call which may park @var true[] by name */
    public array $sending = [];
    /** @var true[] */
    public array $receiving = [];
    /** How many receivers left without a value: cancelled, or out of time */
    public int $left = 0;
    private int $numbers = 0;

    public function __construct(string $name, int $capacity)
    {
        $this->name = $name;
        $this->capacity = $capacity;
        $this->channel = new Channel($capacity);
        $this->object = \WeakReference::create($this->channel);
    }

    public function value(string $who): string
    {
        $value = $who . ':' . $this->numbers++;
        $this->values[$value] = 'sending';
        return $value;
    }
}

final class Channels
{
    private const CAPACITIES = [0, 1, 2, 4];

    /** @var SharedChannel[] by name */
    private array $cells = [];
    private Ledger $ledger;

    public function __construct(Ledger $ledger)
    {
        $this->ledger = $ledger;
    }

    public function open(string $name): void
    {
        $this->cells[$name] = new SharedChannel($name, self::CAPACITIES[(int) substr($name, 2)]);
    }

    /* ---- ops ---- */

    /** $ms: time limit of each message, 0 = none. */
    public function send(string $who, string $name, int $times, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('send', $who, "send $name", function () use ($who, $cell, $times, $ms) {
            $outcome = 'ok';
            for ($i = 0; $i < $times && $outcome === 'ok'; $i++) {
                $outcome = $this->send_one($who, $cell, $ms);
            }
            return $outcome;
        });
    }

    public function recv(string $who, string $name, int $times, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('recv', $who, "recv $name", function () use ($who, $cell, $times, $ms) {
            return $this->receives($who, $cell, function () use ($who, $cell, $times, $ms) {
                for ($i = 0; $i < $times && $cell->channel !== null; $i++) {
                    $value = $ms > 0 ? $cell->channel->recv($this->ledger->limit($ms)) : $cell->channel->recv();
                    $this->take($cell, $who, $value);
                }
                return $i === $times;
            });
        });
    }

    public function try_send(string $who, string $name, int $times): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('try_send', $who, "try_send $name", function () use ($who, $cell, $times) {
            for ($i = 0; $i < $times; $i++) {
                if ($cell->channel === null) {
                    return 'closed';
                }
                $value = $cell->value($who);
                $sent = $cell->channel->sendAsync($value);
                $cell->values[$value] = !$sent ? 'full' : ($cell->capacity === 0 ? 'tried' : 'sent');
                if (!$sent) {
                    return 'full';
                }
                $this->ledger->add("sent_{$cell->name}", 1);
            }
            return 'ok';
        });
    }

    public function recv_async(string $who, string $name, int $times, int $ms): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('recv_async', $who, "recv_async $name", function () use ($who, $cell, $times, $ms) {
            return $this->receives($who, $cell, function () use ($who, $cell, $times, $ms) {
                for ($i = 0; $i < $times && $cell->channel !== null; $i++) {
                    $promise = $cell->channel->recvAsync();
                    try {
                        $value = $ms > 0 ? $promise->await($this->ledger->limit($ms)) : $promise->await();
                    } catch (AsyncCancellation $e) {
                        /* The wait is over, the promise is not. */
                        $cell->promises[] = $promise;
                        throw $e;
                    }
                    $this->take($cell, "$who async", $value);
                }
                return $i === $times;
            });
        });
    }

    /** Receives by foreach, up to $times values. */
    public function iterate(string $who, string $name, int $times): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('iterate', $who, "iterate $name", function () use ($who, $cell, $times) {
            return $this->receives($who, $cell, function () use ($who, $cell, $times) {
                foreach ($cell->channel ?? [] as $value) {
                    $this->take($cell, $who, $value);
                    if (--$times === 0) {
                        break;
                    }
                }
                return $times === 0;
            });
        });
    }

    /** $how: 0 closes it; 1: nobody does, but its last handle is dropped, but for those of calls that are under way. */
    public function close_channel(string $who, string $name, int $how): void
    {
        $cell = $this->cells[$name];
        $this->ledger->op('close_channel', $who, "close_channel $name", static function () use ($cell, $how) {
            if ($cell->channel === null) {
                return 'closed';
            }
            if ($how === 0) {
                $cell->channel->close();
            } else {
                $cell->channel = null;
            }
            return 'ok';
        });
    }

    private function send_one(string $who, SharedChannel $cell, int $ms): string
    {
        if ($cell->channel === null) {
            return 'closed';
        }
        $value = $cell->value($who);
        $outcome = 'cancelled';
        try {
            $outcome = $this->waits($who, $cell->sending, function () use ($cell, $value, $ms) {
                $ms > 0 ? $cell->channel->send($value, $this->ledger->limit($ms)) : $cell->channel->send($value);
                return true;
            });
        } finally {
            $cell->values[$value] = $outcome === 'ok' ? 'sent' : $outcome;
        }
        if ($outcome === 'ok') {
            $this->ledger->add("sent_{$cell->name}", 1);
        }
        return $outcome;
    }

    /** Calls what may park, and says whether the channel was there to the end; a closed channel and a time limit are outcomes,
     *  too. $waiting is one of the cell's lists. */
    private function waits(string $who, array &$waiting, \Closure $call): string
    {
        $waiting[$who] = true;
        try {
            return $call() ? 'ok' : 'closed';
        } catch (OperationCanceledException $e) {
            return 'timed_out';
        } catch (ChannelException $e) {
            return 'closed';
        } finally {
            unset($waiting[$who]);
        }
    }

    /** As waits(), for who receives. */
    private function receives(string $who, SharedChannel $cell, \Closure $call): string
    {
        $outcome = 'cancelled';
        try {
            return $outcome = $this->waits($who, $cell->receiving, $call);
        } finally {
            $cell->left += (int) in_array($outcome, ['cancelled', 'timed_out'], true);
        }
    }

    /** Notes that $who received $value; says so at once when that cannot be. */
    private function take(SharedChannel $cell, string $who, $value): void
    {
        $this->ledger->add("received_{$cell->name}", 1);
        if (!is_string($value) || !isset($cell->values[$value])) {
            $this->violation($cell, "unsent: $who received what nobody sent");
            return;
        }
        if (isset($cell->takers[$value])) {
            $this->violation($cell, "twice: $value was received by {$cell->takers[$value]} and by $who");
            return;
        }
        $cell->takers[$value] = $who;
        [$sender, $number] = explode(':', $value);
        $pair = "$sender $who";
        if (($cell->last[$pair] ?? -1) > (int) $number) {
            $this->violation($cell, "order: $who received $value after number {$cell->last[$pair]}");
        }
        $cell->last[$pair] = (int) $number;
    }

    private function violation(SharedChannel $cell, string $detail): void
    {
        $this->ledger->violation('conservation', "channel {$cell->name}", $detail);
    }

    /* ---- the end ---- */

    /** Who waits although the state of the channel says that nobody should; nobody else is ready to run.
     *  @return string[] what is wrong, by the name of the coroutine */
    public function contradictions(): array
    {
        $wrong = [];
        foreach ($this->cells as $cell) {
            $channel = $cell->object->get();
            /* Nobody waits at what is not there any more. */
            $gone = $channel === null || $channel->isClosed();
            /* Innocent: a receiver of an empty channel to which nobody is sending, and a sender to a full one from
             * which nobody is receiving. */
            foreach ($cell->receiving as $who => $true) {
                if ($gone || !$channel->isEmpty() || $cell->sending !== []) {
                    $wrong[$who] = 'receives, though ' . $this->state($cell, $channel);
                }
            }
            foreach ($cell->sending as $who => $true) {
                if ($gone || !$channel->isFull() || $cell->receiving !== []) {
                    $wrong[$who] = 'sends, though ' . $this->state($cell, $channel);
                }
            }
        }
        return $wrong;
    }

    private function state(SharedChannel $cell, ?Channel $channel): string
    {
        if ($channel === null) {
            return "{$cell->name} is gone";
        }
        return "{$cell->name} is " . ($channel->isClosed() ? 'closed' : 'open') . ", holds {$channel->count()} of "
            . "{$cell->capacity}, " . count($cell->sending) . ' send, ' . count($cell->receiving) . ' receive';
    }

    /** Ends all waits: whoever comes later finds the channels closed. */
    public function release(): void
    {
        foreach ($this->cells as $cell) {
            $cell->object->get()?->close();
        }
    }

    /** Takes what is left, when all coroutines of the program have ended and the channels have been closed. */
    public function settle(): void
    {
        foreach ($this->cells as $cell) {
            $channel = $cell->object->get();
            $cell->gone = $channel === null;
            while ($channel !== null && !$channel->isEmpty()) {
                $this->take($cell, 'nobody', $channel->recv());
            }
            foreach ($cell->promises as $i => $promise) {
                try {
                    /* Each is a receiver of its own: they were given up in another order than they were made. */
                    $this->take($cell, "promise $i", $promise->await());
                } catch (ChannelException $e) {
                    /* It never got one. */
                }
            }
            $cell->promises = [];
        }
    }

    /** @return array<int, array{oracle: string, where: string, detail: string}> */
    public function violations(): array
    {
        $violations = [];
        foreach ($this->cells as $cell) {
            /* Innocent: what a channel that is gone held in its buffer, and what was meant for a receiver that left and so
             * came back to it. */
            $buffered = $cell->gone ? $cell->capacity + $cell->left : 0;
            foreach ($cell->values as $value => $state) {
                if ($state === 'sent' && !isset($cell->takers[$value]) && $buffered > 0) {
                    $buffered--;
                    continue;
                }
                $detail = $this->check($cell, $value, $state);
                if ($detail !== '') {
                    $violations[] = ['oracle' => 'conservation', 'where' => "channel {$cell->name}", 'detail' => $detail];
                }
            }
        }
        return $violations;
    }

    private function check(SharedChannel $cell, string $value, string $state): string
    {
        $taken = isset($cell->takers[$value]);
        switch ($state) {
            case 'sent':
                return $taken ? '' : "lost: $value was sent, and is nowhere";
            case 'closed':
            case 'full':
                return $taken ? "refused: {$cell->takers[$value]} received $value, of which send said $state" : '';
            case 'cancelled':
            case 'timed_out':
                /* Innocent: a sender that hands over itself was told to leave when its value had just been taken. */
                return $taken && $cell->capacity > 0
                    ? "refused: {$cell->takers[$value]} received $value, though send was $state" : '';
            default:
                /* Innocent: a sender that has not come back, whose end liveness has judged; and a value put into the slot of
                 * a rendezvous by one who did not wait for it to be taken. */
                return '';
        }
    }
}
