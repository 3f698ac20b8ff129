--TEST--
conservation: each value is received once, or still there, or its send() threw (fifo)
--DESCRIPTION--
B13, B18, B19 and B21 as one property of 150 random programs
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use Async\{AsyncCancellation, Channel, ChannelException, OperationCanceledException};
use function Async\{await_all, delay, spawn, suspend, timeout};

/* A generator of its own, so that a program depends on its seed and the schedule alone. */
final class Dice
{
    public function __construct(private int $state) {}

    public function roll(int $sides): int
    {
        $this->state = ($this->state * 1103515245 + 12345) & 0x7fffffff;
        return ($this->state >> 8) % $sides;
    }
}

final class Ledger
{
    public array $sent = [];        /* send() returned */
    public array $failed = [];      /* it threw, and nobody had the value by then */
    public array $closed = [];      /* it threw because the channel was closed */
    public array $received = [];
    public array $offered = [];     /* sendAsync() took it */
    public array $wrong = [];
    public int $sending = 0;        /* coroutines inside send() */
    public int $receiving = 0;

    public function receive(string $value): void
    {
        if (isset($this->received[$value])) {
            $this->wrong[] = "$value received twice";
        }
        if (isset($this->failed[$value])) {
            $this->wrong[] = "$value received though its send() had thrown";
        }
        $this->received[$value] = true;
    }

    public function fail(string $value): void
    {
        if (!isset($this->received[$value])) {
            $this->failed[$value] = true;
        }
    }
}

function produce(Channel $channel, Ledger $ledger, Dice $dice, string $name): void
{
    for ($i = 0; $i < 4; $i++) {
        $value = "$name$i";
        try {
            if ($dice->roll(5) === 0) {
                if ($channel->sendAsync($value)) {
                    $ledger->offered[$value] = true;
                }
            } else {
                $ledger->sending++;
                try {
                    $channel->send($value, $dice->roll(6) === 0 ? timeout(1) : null);
                } finally {
                    $ledger->sending--;
                }
                $ledger->sent[$value] = true;
            }
        } catch (AsyncCancellation $e) {
            $ledger->fail($value);
        } catch (ChannelException $e) {
            if (isset($ledger->received[$value])) {
                $ledger->wrong[] = "$value received, but its send() failed with the close";
            }
            $ledger->fail($value);
            return;
        }
        if ($dice->roll(3) === 0) {
            suspend();
        }
    }
}

function consume(Channel $channel, Ledger $ledger, Dice $dice): void
{
    for ($i = 0; $i < 4; $i++) {
        $ledger->receiving++;
        try {
            switch ($dice->roll(4)) {
                case 0:
                    foreach ($channel as $value) {
                        $ledger->receive($value);
                        break;
                    }
                    break;
                case 1:
                    $ledger->receive($channel->recv(timeout(1)));
                    break;
                default:
                    $ledger->receive($channel->recv());
            }
        } catch (AsyncCancellation $e) {
        } catch (ChannelException $e) {
            return;
        } finally {
            $ledger->receiving--;
        }
    }
}

function play(int $seed): array
{
    $dice = new Dice($seed);
    $capacity = [0, 0, 1, 1, 2, 3][$dice->roll(6)];
    $channel = new Channel($capacity);
    $ledger = new Ledger();
    $all = [];
    $count = 2 + $dice->roll(4);
    for ($i = 0; $i < $count; $i++) {
        $name = chr(65 + $i);
        $all[] = spawn(fn () => produce($channel, $ledger, $dice, $name));
        $all[] = spawn(fn () => consume($channel, $ledger, $dice));
    }
    for ($i = 0; $i < 12; $i++) {
        if ($dice->roll(2) === 0) {
            suspend();
        }
        $all[$dice->roll(count($all))]->cancel();
        if ($dice->roll(4) === 0) {
            $all[] = spawn(fn () => consume($channel, $ledger, $dice));
        }
    }
    $early = $dice->roll(3) === 0;
    if ($early) {
        $channel->close();
    } else {
        /* Nobody may be stuck with something to do. */
        delay(5);
        for ($i = 0; $i < 50; $i++) {
            suspend();
        }
        if ($ledger->receiving > 0 && !$channel->isEmpty()) {
            $ledger->wrong[] = 'a receiver sleeps beside a value';
        }
        if ($ledger->sending > 0 && !$channel->isFull()) {
            $ledger->wrong[] = 'a sender sleeps beside a slot';
        }
        try {
            while (!$channel->isEmpty()) {
                $ledger->receive($channel->recv(timeout(50)));
            }
        } catch (OperationCanceledException $e) {
            $ledger->wrong[] = 'a value that nobody can have';
        }
        $channel->close();
    }
    await_all($all);
    /* What the buffer still holds. */
    while (!$channel->isEmpty()) {
        $ledger->receive($channel->recv());
    }
    foreach ($ledger->sent as $value => $true) {
        if (!isset($ledger->received[$value])) {
            $ledger->wrong[] = "$value lost though its send() had returned";
        }
    }
    foreach ($ledger->offered as $value => $true) {
        /* close() drops what nobody was there for. */
        if (!isset($ledger->received[$value]) && !($early && $capacity === 0)) {
            $ledger->wrong[] = "$value lost though sendAsync() had taken it";
        }
    }
    return $ledger->wrong;
}

$programs = 150;
$wrong = [];
$main = spawn(function () use ($programs, &$wrong) {
    for ($seed = 1; $seed <= $programs; $seed++) {
        foreach (play($seed) as $what) {
            $wrong[] = "program $seed: $what";
        }
    }
});
await_all([$main]);
echo implode("\n", $wrong), count($wrong) > 0 ? "\n" : '', "DONE\n";
--EXPECT--
DONE
