--TEST--
a receiver that does not wait gets nothing when there is nothing more, no address, and leaves nothing behind
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$server = stream_socket_server("udp://127.0.0.1:0", $number, $text, STREAM_SERVER_BIND);
$name = stream_socket_get_name($server, false);
stream_set_blocking($server, false);
await(spawn(function () use ($server, $name) {
    for ($i = 0; $i < 3; $i++) {
        stream_socket_sendto($server, "number $i", 0, $name);
        for ($k = 0; $k < 2; $k++) {
            $address = null;
            $got = @stream_socket_recvfrom($server, 100, 0, $address);
            echo $got === false || $got === '' ? 'nothing' : $got, ' from ',
                $address === $name ? 'itself' : ($address ?? 'nobody'), "\n";
        }
    }
}));
--EXPECT--
number 0 from itself
nothing from nobody
number 1 from itself
nothing from nobody
number 2 from itself
nothing from nobody
