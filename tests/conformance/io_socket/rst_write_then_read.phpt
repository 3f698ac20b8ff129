--TEST--
after a failed write the stream is at its end
--DESCRIPTION--
B63
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

function tcp_pair(): array
{
    $server = stream_socket_server("tcp://127.0.0.1:0");
    $client = stream_socket_client("tcp://" . stream_socket_get_name($server, false));
    return [$client, stream_socket_accept($server)];
}
[$client, $peer] = tcp_pair();
await(spawn(function () use ($client, $peer) {
    fwrite($client, "unread");
    delay(2);
    fclose($peer);
    delay(2);
    $notice = false;
    set_error_handler(function ($no, $text) use (&$notice) {
        $notice = $no === E_NOTICE && preg_match('/Send of 1 bytes failed with errno=\d+ /', $text) === 1;
        return true;
    });
    for ($i = 0; $i < 3 && fwrite($client, "x") !== false; $i++) {
        delay(1);
    }
    $data = @fread($client, 10);
    echo json_encode([$i < 3, $notice, $data === false || $data === '', feof($client)]), "\n";
}));
--EXPECT--
[true,true,true,true]
