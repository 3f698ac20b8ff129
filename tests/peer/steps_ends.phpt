--TEST--
Steps: what the embedder says about a failed call names the end; what contradicts it is a violation
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
namespace FuzzAsync;

require __DIR__ . '/wire.inc';

/* What the last call of every coroutine came to, says this embedder. */
function io_errno(): int
{
    return $GLOBALS['errno'];
}

/* Returns the transfer. */
function end_of(array $table, int $errno, string $op = 'download'): Transfer
{
    $GLOBALS['errno'] = $errno;
    $steps = new Steps(8192);
    $P0 = $steps->peer('P0', $table + ['connections' => 1]);
    $steps->coroutine('C0', function () use ($steps, $P0, $op) {
        $op === 'download' ? $steps->download('C0', $P0, 100) : $steps->upload('C0', $P0, 30, 10);
    });
    $steps->run(20000);
    $transfers = new \ReflectionProperty($steps, 'transfers');
    $transfers->setAccessible(true);
    $transfer = $transfers->getValue($steps)->all[0];
    echo "end={$transfer->end}: ", strtok($steps->report(), "\n"), "\n";
    return $transfer;
}

$serve = ['mode' => 'serve', 'payload' => 64];
end_of($serve, 0);
end_of($serve, 104);
end_of($serve, 32);
end_of($serve, 12345);
/* A reset that left nobody an error. */
$transfer = end_of($serve + ['rst' => 20], 104);
$transfer->end = 'eof';
$link = $transfer->peer->links[0];
echo $transfer->wrong_end($link, false), "\n";
/* Innocent: the embedder cut it; nobody knows who was at the other end; that one ended clean. */
$clean = clone $link;
$clean->ended = 'close';
echo json_encode([$transfer->wrong_end($link, true), $transfer->wrong_end(null, false), $transfer->wrong_end($clean, false)]), "\n";

/* The first write may return what had gone out before the reset; the second may not. */
end_of(['mode' => 'consume'], 0, 'upload');
end_of(['mode' => 'consume'], 104, 'upload');

/* An end without its flag, and with a result that says error. */
$silent = fopen('php://memory', 'r+');
foreach ([[0, ''], [104, ''], [104, false], [0, false], [11, false]] as [$errno, $nothing]) {
    $GLOBALS['errno'] = $errno;
    $transfer = new Transfer('download', 'C0', new EvilPeer('P0', []), 0, 1);
    $transfer->ended_by($silent, $nothing);
    echo "$transfer->end: $transfer->misreported\n";
}
--EXPECT--
end=eof: DONE
end=ECONNRESET: DONE
end=EPIPE: DONE
end=errno 12345: DONE
end=ECONNRESET: DONE
the peer reset the connection, and it ended clean
["","",""]
end=all: DONE
end=all: reset: C0 upload P0: wrote 10 bytes after a reset
eof: eof without the end of file that it is
ECONNRESET: ECONNRESET without the end of file that it is
ECONNRESET: ECONNRESET without the end of file that it is
eof: the end of the stream was reported as an error
errno 11: 
