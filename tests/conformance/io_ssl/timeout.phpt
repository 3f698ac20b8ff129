--TEST--
the time of a read and of a handshake runs while others run
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await, delay};

[$client, $peer] = ssl_pair();
$log = [];
spawn(function () use (&$log) { delay(2); $log[] = "other"; });
stream_set_timeout($client, 0, 50000);
$got = @fread($client, 10);
$meta = stream_get_meta_data($client);
echo json_encode([$got === false || $got === '', $meta["timed_out"], $meta["eof"], $log]), "\n";
stream_set_timeout($client, 30);
fwrite($peer, "late");
echo fread($client, 10), "\n";

// Nobody answers the handshake.
$silent = stream_socket_server("tcp://127.0.0.1:0");
spawn(function () use (&$log) { delay(2); $log[] = "another"; });
echo json_encode([ssl_client($silent, "ssl", 0.1), $log]), "\n";
--EXPECT--
[true,true,false,["other"]]
late
[false,["other","another"]]
