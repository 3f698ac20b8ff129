--TEST--
Steps: a download notices every byte that is not the payload
--SKIPIF--
<?php
if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime');
if (!function_exists('pcntl_fork') || !function_exists('socket_create')) die('skip needs pcntl and sockets');
?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
require __DIR__ . '/wire.inc';

use FuzzAsync\Steps;

/* Another process serves $text in the peer's place, then $tail if the client still reads. */
function lie(array $table, string $text): string
{
    $listener = stream_socket_server('tcp://127.0.0.1:0');
    $address = 'tcp://' . stream_socket_get_name($listener, false);
    $wait = wire_fork(static function () use ($listener, $text) {
        $stream = stream_socket_accept($listener, 10);
        fwrite($stream, $text);
        fclose($stream);
    });
    fclose($listener);
    $steps = new Steps(8192);
    $P0 = $steps->peer('P0', ['mode' => 'serve', 'payload' => 20, 'connections' => 0] + $table);
    $steps->coroutine('C0', function () use ($steps, $P0, $address) {
        $P0->address = $address;
        $steps->download('C0', $P0, 7);
    });
    $steps->run(10000);
    $wait();
    return strtok($steps->report(), "\n");
}
echo lie([], wire_payload(20)), "\n";
echo lie([], substr_replace(wire_payload(20), 'X', 8, 1)), "\n";
echo lie([], wire_payload(21)), "\n";
echo lie([], wire_payload(20, 1)), "\n";
/* More than the payload only when the peer was told so, and only what it was told. */
$extra = ['extra' => 5];
echo lie($extra, wire_payload(20) . str_repeat("\xEE", 5)), "\n";
echo lie($extra, wire_payload(25)), "\n";
echo lie($extra, wire_payload(20) . str_repeat("\xEE", 6)), "\n";
/* Nobody knows whether this connection was played: no complaint. */
echo lie([], wire_payload(19)), "\n";
--EXPECT--
DONE
bytes: C0 download P0: at offset 7: expected 28292a2b2c2d2e, received 28582a2b2c2d2e (7 bytes)
bytes: C0 download P0: received 21 bytes of a payload of 20
bytes: C0 download P0: at offset 0: expected 21222324252627, received 22232425262728 (7 bytes)
DONE
bytes: C0 download P0: at offset 14: expected 2f3031323334ee, received 2f303132333435 (7 bytes)
bytes: C0 download P0: received 26 bytes of a payload of 25
DONE
