--TEST--
a lookup that a worker is at is cancelled at once, and outlives the program
--DESCRIPTION--
B37, B39: the workers still have the requests when the program ends.
--SKIPIF--
<?php include __DIR__ . '/nameserver.inc'; nameserver_skip(); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . "/nameserver.inc";
nameserver_enter(__FILE__);

use function Async\{spawn, await, delay};

$calls = [
    fn () => gethostbyname("nobody-answers-1.example"),
    fn () => gethostbyaddr("192.0.2.1"),
    fn () => @stream_socket_client("tcp://nobody-answers-2.example:80", $number, $text, 30),
];
$all = array_map(Async\spawn(...), $calls);
delay(50);
foreach ($all as $i => $c) {
    echo json_encode($c->isCompleted()), "\n";
    $c->cancel(new Async\AsyncCancellation("call $i"));
    try {
        await($c);
    } catch (Async\AsyncCancellation $e) {
        echo $e->getMessage(), "\n";
    }
}
echo "end\n";
--EXPECT--
false
call 0
false
call 1
false
call 2
end
