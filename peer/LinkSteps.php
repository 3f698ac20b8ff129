<?php
/*
 * LinkSteps.php - what a peer did, step by step, as its line of the chaos log shows it.
 *
 *   wN wrote, rN read          dN waited so many ms (after the step before it), hN held the connection
 *   sN shut its sending down   pN stalled, lN lingered before the close; both in ms
 *
 * Equal steps in a row are one entry with a count, and the text is bounded. No side effects, no static state.
 */

namespace FuzzAsync;

use function strlen;

final class LinkSteps
{
    private const CHARS_MAX = 280;

    private string $text = '';
    private bool $full = false;
    private string $kind = '';
    private int $value = 0;
    private int $pause_ms = 0;
    private int $count = 0;

    public function add(string $kind, int $value, int $pause_ms = 0): void
    {
        if ($value === $this->value && $kind === $this->kind && $pause_ms === $this->pause_ms) {
            $this->count++;
            return;
        }
        if (!$this->full) {
            $this->text .= $this->last();
            if (strlen($this->text) > self::CHARS_MAX) {
                $this->text .= ' ...';
                $this->full = true;
            }
        }
        $this->kind = $kind;
        $this->value = $value;
        $this->pause_ms = $pause_ms;
        $this->count = 1;
    }

    /** Becomes those whose text it is; nothing is added to them any more. */
    public function adopt(string $text): void
    {
        $this->text = $text;
        $this->full = true;
    }

    /** '' or words that begin with a blank */
    public function text(): string
    {
        return $this->text . $this->last();
    }

    private function last(): string
    {
        if ($this->count === 0) {
            return '';
        }
        $step = $this->kind . $this->value;
        if ($this->pause_ms > 0) {
            $step .= ' d' . $this->pause_ms;
        }
        if ($this->count === 1) {
            return ' ' . $step;
        }
        return ($this->pause_ms > 0 ? " ($step)x" : " {$step}x") . $this->count;
    }
}
