<?php
/*
 * ForkedPeer.php - a peer that a process of its own plays (forked.php): starts it, tells it the fault table, and gets from it
 * what it did.
 *
 * Within a fuzzer the embedder has the processes and answers their questions (FuzzAsync\forked_*), so that they cost no start
 * and move in virtual time. Elsewhere the process is started by proc_open and pauses really. No side effects, no static state.
 */

namespace FuzzAsync;

use Async\Coroutine;

use function Async\delay;
use function Async\spawn;
use function explode;
use function fclose;
use function fgets;
use function function_exists;
use function fwrite;
use function ini_get;
use function is_file;
use function json_decode;
use function json_encode;
use function max;
use function proc_close;
use function proc_open;
use function proc_terminate;
use function rtrim;
use function substr;
use function var_export;

final class ForkedPeer
{
    private string $name;
    private int $index;
    /** The embedder has the process */
    private bool $kept;
    private $process = null;
    private array $pipes = [];
    /** Milliseconds of pauses that the process has told of */
    private int $paused_ms = 0;

    public function __construct(string $name)
    {
        $this->name = $name;
        $this->index = (int) substr($name, 1);
        $this->kept = function_exists('FuzzAsync\\forked_begin');
    }

    /** @return string where it listens */
    public function begin(array $table): string
    {
        $order = json_encode(['name' => $this->name, 'table' => $table]);
        if ($this->kept) {
            $buffer = ($table['small_buffer'] ?? 0) > 0 ? $table['small_buffer'] : $table['buffer'];
            return forked_begin($this->index, $buffer, $order);
        }
        $command = [PHP_BINARY, '-n'];
        $sockets = ini_get('extension_dir') . '/sockets.so';
        if (is_file($sockets)) {
            $command[] = '-d';
            $command[] = "extension=$sockets";
        }
        $command[] = '-r';
        $command[] = $this->program();
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w']], $this->pipes);
        if ($this->process === false) {
            throw new \RuntimeException("peer {$this->name}: its process does not start");
        }
        fwrite($this->pipes[0], "play 127.0.0.1:0 $order\n");
        $answer = explode(' ', rtrim((string) fgets($this->pipes[1])), 2);
        if ($answer[0] !== 'listening') {
            throw new \RuntimeException("peer {$this->name}: its process says '{$answer[0]}' instead of where it listens");
        }
        return $answer[1];
    }

    /** The files that it takes lie where this one does. */
    private function program(): string
    {
        $program = '';
        foreach (['Payload', 'sockets', 'LinkSteps', 'PeerLink', 'EvilPeer', 'BlockingIo', 'forked'] as $file) {
            $program .= 'require ' . var_export(__DIR__ . "/$file.php", true) . ';';
        }
        return $program . 'FuzzAsync\forked_main(STDIN, STDOUT);';
    }

    /** Body of the peer's coroutine. */
    public function start(EvilPeer $peer): void
    {
        if ($this->kept) {
            return;
        }
        $reported = false;
        try {
            while (!$reported && ($line = fgets($this->pipes[1])) !== false) {
                $words = explode(' ', rtrim($line), 2);
                if ($words[0] === 'pause') {
                    $this->paused_ms += (int) $words[1];
                } elseif ($words[0] === 'report') {
                    $reported = true;
                    $peer->adopt(json_decode($words[1], true));
                }
            }
            if (!$reported) {
                $peer->error = "its process has died";
            }
        } finally {
            $this->end($reported);
        }
    }

    private function end(bool $reported): void
    {
        /* Others run while we wait for it to end. */
        $process = $this->process;
        $this->process = null;
        fclose($this->pipes[0]);
        fclose($this->pipes[1]);
        if (!$reported) {
            proc_terminate($process, 9);
        }
        proc_close($process);
    }

    /** Nobody connects any more. @return Coroutine|null who waits for the process, if that is no longer the peer's */
    public function stop_accepting(EvilPeer $peer): ?Coroutine
    {
        if ($this->kept) {
            forked_end($this->index);
            return spawn(function () use ($peer) {
                $this->finish($peer);
            });
        }
        if ($this->process !== null) {
            @fwrite($this->pipes[0], "end\n");
        }
        return null;
    }

    public function waited_ms(): int
    {
        return $this->kept ? forked_paused_ms($this->index) : $this->paused_ms;
    }

    private function finish(EvilPeer $peer): void
    {
        try {
            while (!forked_is_done($this->index)) {
                delay(max(1, forked_pause_ms($this->index)));
            }
        } finally {
            $peer->adopt(json_decode(forked_report($this->index), true));
        }
    }
}
