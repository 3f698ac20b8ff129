--TEST--
stream_select() knows what has been decrypted already
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await, delay};

[$client, $peer] = ssl_pair();
$c = spawn(function () use ($client) {
    $read = [$client];
    $write = $except = null;
    $count = stream_select($read, $write, $except, 30);
    return [$count, fread($client, 20000) !== ''];
});
delay(2);
// One record, of which the stream's buffer holds a part.
fwrite($peer, str_repeat("x", 16000));
echo json_encode(await($c)), "\n";
$read = [$client];
$write = $except = null;
echo json_encode(stream_select($read, $write, $except, 30)), "\n";
--EXPECT--
[1,true]
1
