--TEST--
both ends of a handshake in one process, while others run
--SKIPIF--
<?php include __DIR__ . '/certificate.inc'; ssl_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/certificate.inc";

use function Async\{spawn, await, delay};

$turns = 0;
$ticker = spawn(function () use (&$turns) {
    for (;;) {
        delay(1);
        $turns++;
    }
});
[$client, $peer] = ssl_pair();
fwrite($client, "hello\n");
echo fgets($peer);
$reader = spawn(fn () => fgets($client));
$before = $turns;
delay(20);
fwrite($peer, "welcome\n");
echo await($reader);
fclose($peer);
echo json_encode([fread($client, 10), feof($client), $turns > $before]), "\n";
$ticker->cancel();
--EXPECT--
hello
welcome
["",true,true]
