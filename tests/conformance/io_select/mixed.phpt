--TEST--
one select on listeners, sockets, datagrams and pipes
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$listener = stream_socket_server("tcp://127.0.0.1:0");
$udp = stream_socket_server("udp://127.0.0.1:0", $no, $text, STREAM_SERVER_BIND);
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$child = proc_open(["cat"], [["pipe", "r"], ["pipe", "w"]], $pipes);
$streams = ['listener' => $listener, 'udp' => $udp, 'socket' => $a, 'pipe' => $pipes[1]];
$events = [
    'socket' => fn () => fwrite($b, "x"),
    'udp' => fn () => fwrite(stream_socket_client("udp://" . stream_socket_get_name($udp, false)), "x"),
    'listener' => fn () => stream_socket_client("tcp://" . stream_socket_get_name($listener, false)),
    'pipe' => fn () => fwrite($pipes[0], "x"),
];
foreach ($events as $name => $event) {
    $c = spawn(function () use ($streams) {
        $r = $streams;
        $w = $e = null;
        $n = stream_select($r, $w, $e, 10);
        return [$n, array_keys($r)];
    });
    spawn(function () use ($event, &$held) { delay(3); $held[] = $event(); });
    echo $name, " ", json_encode(await($c)), "\n";
    unset($streams[$name]);
    if ($streams === []) {
        break;
    }
}
fclose($pipes[0]);
--EXPECT--
socket [1,["socket"]]
udp [1,["udp"]]
listener [1,["listener"]]
pipe [1,["pipe"]]
