<?php
/*
 * ByteAccount.php - the account of the bytes that several writers send in one direction and several readers take.
 *
 * Writers may come between each other at every byte, so each byte tells who wrote it and which of his it was: the upper
 * four bits are the number of the actor, the lower four count. Of every writer as many bytes arrive as he sent, each
 * count as often as he used it, and in his order if one coroutine alone has read.
 */

namespace FuzzAsync;

use function array_sum;
use function chr;
use function count_chars;
use function intdiv;
use function ord;
use function str_repeat;
use function strlen;
use function strspn;
use function substr;

final class ByteAccount
{
    /** Bytes whose order is looked at */
    private const ORDERED_BYTES = 4096;
    /** Bytes looked at together */
    private const RUN_BYTES = 256;

    /** Bytes that each actor's writes have accepted @var int[] by his number */
    public array $sent = [];
    /** Bytes that he handed to writes which did not say how many they took @var int[] */
    public array $unsure = [];
    /** How often each byte was received @var int[] */
    public array $received = [];
    /** The count that comes next of each writer, for the only reader @var int[] */
    public array $next = [];
    /** The only coroutine that has read; '' none, '*' several */
    public string $reader = '';
    /** The sixteen bytes of each writer @var string[] */
    private array $rounds = [];
    private Ledger $ledger;
    private string $where;

    public function __construct(Ledger $ledger, string $where)
    {
        $this->ledger = $ledger;
        $this->where = $where;
    }

    /** The next $size bytes of the writer. */
    public function piece(int $writer, int $size): string
    {
        $this->sent[$writer] ??= 0;
        $this->unsure[$writer] ??= 0;
        return $this->numbered($writer, $this->sent[$writer] & 15, $size);
    }

    private function numbered(int $writer, int $first, int $size): string
    {
        return substr(str_repeat($this->rounds[$writer] ??= $this->round($writer), intdiv($first + $size, 16) + 1), $first,
            $size);
    }

    private function round(int $writer): string
    {
        $round = '';
        for ($i = 0; $i < 16; $i++) {
            $round .= chr($writer << 4 | $i);
        }
        return $round;
    }

    /** A write of $size bytes accepted $number. */
    public function sent(int $writer, int $size, int $number): void
    {
        if ($number > $size) {
            $this->violation("accepted: a write of $size bytes accepted $number");
        }
        $this->sent[$writer] += $number;
    }

    /** A write of $size bytes did not say how many it took. */
    public function doubt(int $writer, int $size): void
    {
        $this->unsure[$writer] += $size;
    }

    public function reads(string $who): void
    {
        $this->reader = $this->reader === '' || $this->reader === $who ? $who : '*';
    }

    /** What a read of $size bytes returned. */
    public function take(string $piece, int $size): void
    {
        if (strlen($piece) > $size) {
            $this->violation("answers: a read of $size bytes returned " . strlen($piece));
        }
        foreach (count_chars($piece, 1) as $byte => $number) {
            $this->received[$byte] = ($this->received[$byte] ?? 0) + $number;
        }
        /* Innocent: of several readers nobody knows who was first. */
        if ($this->reader === '*' || array_sum($this->received) > self::ORDERED_BYTES) {
            return;
        }
        $length = strlen($piece);
        for ($i = 0; $i < $length; $i += $run) {
            $byte = ord($piece[$i]);
            $writer = $byte >> 4;
            $next = $this->next[$writer] ?? 0;
            if (($byte & 15) !== $next && ($this->unsure[$writer] ?? 0) === 0) {
                $this->violation("order: read number " . ($byte & 15) . " of writer $writer, not $next");
            }
            /* As many as are of one writer and in his order: bytes that differ in nothing. */
            $rest = substr($piece, $i, self::RUN_BYTES);
            $run = strspn($rest ^ $this->numbered($writer, $byte & 15, strlen($rest)), "\0");
            $this->next[$writer] = $byte + $run & 15;
        }
    }

    /** Bytes that may be unread. */
    public function outstanding(): int
    {
        return array_sum($this->sent) + array_sum($this->unsure) - array_sum($this->received);
    }

    /** All that was sent has arrived, once; when $cut, perhaps not all of it. */
    public function check(bool $cut): void
    {
        $arrived = [];
        foreach ($this->received as $byte => $number) {
            $writer = $byte >> 4;
            $arrived[$writer] = ($arrived[$writer] ?? 0) + $number;
            /* Bytes 0 to n-1 of a writer count from 0 to 15 again and again. */
            $due = intdiv(($this->sent[$writer] ?? 0) + 15 - ($byte & 15), 16);
            if (($number > $due || $number < $due && !$cut) && ($this->unsure[$writer] ?? 0) === 0) {
                $this->violation("account: number " . ($byte & 15) . " of writer $writer arrived $number times, not $due");
            }
        }
        foreach ($this->sent as $writer => $sent) {
            $number = $arrived[$writer] ?? 0;
            if ($number < $sent && !$cut || $number > $sent + $this->unsure[$writer]) {
                $this->violation("account: $number bytes of writer $writer arrived, and $sent were sent");
            }
        }
    }

    private function violation(string $detail): void
    {
        $this->ledger->violation('bytes', $this->where, $detail);
    }
}
