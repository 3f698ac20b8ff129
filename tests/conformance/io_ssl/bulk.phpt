--TEST--
many bytes both ways at once, through full buffers
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await_all};

[$client, $peer] = ssl_pair();
$data = implode(",", range(0, 900000));
$send = function ($stream) use ($data) {
    $sent = fwrite($stream, $data);
    stream_socket_shutdown($stream, STREAM_SHUT_WR);
    return $sent === strlen($data);
};
$receive = fn ($stream) => stream_get_contents($stream) === $data;
echo json_encode(await_all([
    spawn($send, $client), spawn($send, $peer), spawn($receive, $client), spawn($receive, $peer),
])[0]), "\n";
--EXPECT--
[true,true,true,true]
