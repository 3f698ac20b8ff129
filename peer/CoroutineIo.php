<?php
/*
 * CoroutineIo.php - how a peer waits, accepts, reads and writes when coroutines of the runtime under test play it: as any
 * program does. BlockingIo has the same methods for a process of its own. No side effects, no static state.
 */

namespace FuzzAsync;

use Async\Coroutine;

use function Async\delay;
use function Async\spawn;
use function fclose;
use function fread;
use function fwrite;
use function stream_socket_accept;
use function stream_socket_shutdown;

final class CoroutineIo
{
    public function delay(int $ms): void
    {
        delay($ms);
    }

    /** Each connection is played in a coroutine of its own. */
    public function play(PeerLink $link, $stream): Coroutine
    {
        return spawn(static function () use ($link, $stream) {
            $link->play($stream);
        });
    }

    /** @return resource|false */
    public function accept($listener, float $timeout_s, ?string &$client)
    {
        return @stream_socket_accept($listener, $timeout_s, $client);
    }

    public function buffers($listener, int $bytes): void
    {
        socket_buffers($listener, $bytes, true);
    }

    public function unlisten($listener): void
    {
        @fclose($listener);
    }

    /** @return string|false */
    public function read($stream, int $size)
    {
        return @fread($stream, $size);
    }

    /** @return int|false */
    public function write($stream, string $bytes)
    {
        return @fwrite($stream, $bytes);
    }

    public function half_close($stream): void
    {
        @stream_socket_shutdown($stream, STREAM_SHUT_WR);
    }

    public function close($stream): void
    {
        @fclose($stream);
    }
}
