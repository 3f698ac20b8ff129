<?php
/*
 * Builtins.php - calls of PHP's own in which a coroutine waits, beside its streams: one op, which makes one of them and
 * looks at what it gives.
 */

namespace FuzzAsync;

use Async\AsyncCancellation;

use function Async\suspend;
use function gethostbyname;
use function socket_close;
use function socket_create_pair;
use function socket_read;
use function socket_write;
use function strlen;
use function substr;
use function usleep;

final class Builtins
{
    private const SLEEP = 0;
    private const LOOKUP = 1;
    private const FIBER = 2;
    private const SLEEP_US = 2000;

    private Ledger $ledger;
    private Transfers $transfers;

    public function __construct(Ledger $ledger, Transfers $transfers)
    {
        $this->ledger = $ledger;
        $this->transfers = $transfers;
    }

    /** $call: usleep(), a lookup in the pool, a Fiber that waits and suspends, a write and a read of ext/sockets. */
    public function builtin(string $who, int $call): void
    {
        $this->ledger->op('builtin', $who, 'builtin', function () use ($who, $call) {
            switch ($call) {
                case self::SLEEP:
                    $this->ledger->paused_ms += self::SLEEP_US / 1000;
                    usleep(self::SLEEP_US);
                    return 'ok';
                case self::LOOKUP:
                    /* Innocent: the embedder made it fail, or this machine has no such name. */
                    return @gethostbyname('localhost') === 'localhost' ? 'failed' : 'ok';
                case self::FIBER:
                    return $this->fiber($who);
                default:
                    return $this->sockets();
            }
        });
    }

    private function fiber(string $who): string
    {
        $fiber = new \Fiber(static function (int $number) {
            suspend();
            $number = \Fiber::suspend($number + 1);
            suspend();
            return $number + 1;
        });
        try {
            $given = $fiber->start(1);
            $fiber->resume($given + 1);
        } catch (AsyncCancellation $e) {
            /* Innocent: the Fiber is a coroutine of its own, and what protects $who does not protect it. */
            if ($this->ledger->is_shielded($who)) {
                return 'failed';
            }
            throw $e;
        }
        if ($given !== 2 || !$fiber->isTerminated() || $fiber->getReturn() !== 4) {
            $this->ledger->violation('conservation', 'builtin', 'fiber: what went in and out of it is wrong');
        }
        return 'ok';
    }

    private function sockets(): string
    {
        if (!@socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $pair)) {
            return 'failed';
        }
        try {
            $sent = @socket_write($pair[0], 'written');
            $text = $sent > 0 ? @socket_read($pair[1], $sent) : '';
        } finally {
            socket_close($pair[0]);
            socket_close($pair[1]);
        }
        if ($text !== '' && $text === substr('written', 0, strlen((string) $text))) {
            return 'ok';
        }
        /* Innocent: the embedder broke the connection. */
        if ($this->transfers->cuts === []) {
            $this->ledger->violation('bytes', 'builtin', 'socket: what was written is not what was read');
        }
        return 'failed';
    }
}
