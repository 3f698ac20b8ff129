<?php
/*
 * Payload.php - the bytes that go over the wire: what a peer says, and what an upload sends.
 *
 * Whoever sends and whoever checks asks here, so that both mean the same bytes. No side effects, no static state.
 */

namespace FuzzAsync;

use function intdiv;
use function max;
use function min;
use function str_repeat;
use function strlen;
use function substr;
use function substr_compare;

/**
 * The bytes of every payload: byte i is chr(33 + i % 94). Memory grows with the longest piece, not with offsets.
 * Extra data is of a byte that no payload holds.
 */
final class Payload
{
    private const CYCLE = '!"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~';
    private const CYCLE_BYTES = 94;
    private const EXTRA_BYTE = "\xEE";

    private string $bytes = '';

    public function slice(int $offset, int $length): string
    {
        $start = $offset % self::CYCLE_BYTES;
        if (strlen($this->bytes) < $start + $length) {
            $this->grow($start + $length);
        }
        return substr($this->bytes, $start, $length);
    }

    public function matches(int $offset, string $piece): bool
    {
        $start = $offset % self::CYCLE_BYTES;
        $length = strlen($piece);
        if (strlen($this->bytes) < $start + $length) {
            $this->grow($start + $length);
        }
        return substr_compare($this->bytes, $piece, $start, $length) === 0;
    }

    /** What a peer says from $offset on: its payload of so many bytes, then extra data. */
    public function said(int $payload, int $offset, int $length): string
    {
        if ($offset + $length <= $payload) {
            return $this->slice($offset, $length);
        }
        $of_payload = max(0, min($length, $payload - $offset));
        return ($of_payload > 0 ? $this->slice($offset, $of_payload) : '')
            . str_repeat(self::EXTRA_BYTE, $length - $of_payload);
    }

    private function grow(int $length): void
    {
        $this->bytes = str_repeat(self::CYCLE, intdiv($length, self::CYCLE_BYTES) + 2);
    }
}
