--TEST--
a connection is encrypted later on
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await};

$server = ssl_server("tcp");
$accepted = spawn(function () use ($server) {
    $peer = stream_socket_accept($server, 30);
    fwrite($peer, "plain " . fgets($peer));
    $on = stream_socket_enable_crypto($peer, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
    fwrite($peer, "encrypted " . fgets($peer));
    return [$on, $peer];
});
$client = ssl_client($server, "tcp");
fwrite($client, "one\n");
echo fgets($client);
echo json_encode(stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)), "\n";
fwrite($client, "two\n");
echo fgets($client);
[$on, $peer] = await($accepted);
echo json_encode([$on, isset(stream_get_meta_data($client)["crypto"])]), "\n";
--EXPECT--
plain one
true
encrypted two
[true,true]
