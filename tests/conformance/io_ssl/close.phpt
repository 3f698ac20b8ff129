--TEST--
closing an encrypted stream wakes who is parked in it, and leaves other descriptors alone
--DESCRIPTION--
B40, B53
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await, delay};

[$client, $peer] = ssl_pair();
$reader = spawn(fn () => @fread($client, 10));
delay(2);
fclose($client);
// It gets the number of the descriptor that was closed.
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$got = await($reader);
unset($client, $reader);
stream_set_blocking($b, false);
stream_set_blocking($a, false);
echo json_encode([$got === false || $got === '', fread($a, 100), fread($b, 100), fread($peer, 10), feof($peer)]), "\n";
--EXPECT--
[true,"","","",true]
