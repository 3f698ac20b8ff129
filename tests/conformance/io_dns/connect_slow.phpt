--TEST--
the lookup counts against the time of the connection attempt
--DESCRIPTION--
The name server is silent for longer than the time that the program grants.
--SKIPIF--
<?php include __DIR__ . '/nameserver.inc'; nameserver_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/nameserver.inc";
nameserver_enter(__FILE__);

use function Async\{spawn, await, delay};

$turns = 0;
$ticker = spawn(function () use (&$turns) {
    for (;;) {
        delay(5);
        $turns++;
    }
});
await(spawn(function () use (&$turns) {
    $before = $turns;
    $c = @stream_socket_client("tcp://nobody-answers.example:80", $number, $text, 0.1);
    echo json_encode([$c, $text, $turns > $before]), "\n";
}));
$ticker->cancel();
--EXPECT--
[false,"Connection timed out",true]
