<?php
/*
 * forked.php - the process that plays a peer: it gets fault tables on its standard input, one after the other, plays each
 * with blocking calls (BlockingIo), and answers on its standard output.
 *
 *   play HOST:PORT JSON   listens there, in lockstep: "step HOST:PORT JSON"; JSON has the peer's name and table
 *   listening ADDRESS     the answer; or: failed MESSAGE
 *   report JSON           the last line of a table: EvilPeer::state()
 *
 * What is between them stands in BlockingIo.php. No runtime is needed, and none is started. No side effects, no static state.
 */

namespace FuzzAsync;

use function class_exists;
use function explode;
use function fgets;
use function json_decode;
use function json_encode;

function forked_main($in, $out): void
{
    /* What a runtime throws into who is to end. A class cannot be declared in this file, where there may be one. */
    if (!class_exists('Async\\AsyncCancellation')) {
        eval('namespace Async; class AsyncCancellation extends \Exception {}');
    }
    while (($line = fgets($in)) !== false) {
        [$verb, $at, $json] = explode(' ', $line, 3);
        $order = json_decode($json, true);
        $io = new BlockingIo($in, $out, $verb === 'step');
        $peer = new EvilPeer($order['name'], $order['table'], null, $io);
        try {
            $peer->listen($at);
        } catch (\RuntimeException $e) {
            $io->tell('failed ' . $e->getMessage());
            continue;
        }
        $io->tell('listening ' . $peer->address);
        $peer->accept();
        $peer->close();
        $io->tell('report ' . json_encode($peer->state()));
    }
}
