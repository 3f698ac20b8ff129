--TEST--
the record of a cancelled writer does not mix with the next one's
--DESCRIPTION--
B43, B47
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await, delay};

[$client, $peer] = ssl_pair();
// The kernel's buffers are full when the writer is cancelled, whatever their size.
$writer = spawn(function () use ($client) {
    for (;;) {
        fwrite($client, str_repeat("a", 100000));
    }
});
delay(100);
$writer->cancel();
try {
    await($writer);
} catch (Async\AsyncCancellation $e) {
    echo "cancelled\n";
}
$reader = spawn(fn () => stream_get_contents($peer));
$sent = fwrite($client, str_repeat("b", 100000) . "end");
stream_socket_shutdown($client, STREAM_SHUT_WR);
echo json_encode([$sent, ltrim(await($reader), "a") === str_repeat("b", 100000) . "end"]), "\n";
--EXPECT--
cancelled
[100003,true]
