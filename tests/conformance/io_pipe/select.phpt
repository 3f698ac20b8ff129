--TEST--
a select over pipes and sockets
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$child = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
await(spawn(function () use ($pipes, $a, $b) {
    $wait = function (array $r, array $w, float $seconds) {
        $e = null;
        $n = stream_select($r, $w, $e, 0, (int) ($seconds * 1e6));
        echo json_encode([$n, array_keys($r), array_keys($w)]), "\n";
    };
    $all = ['out' => $pipes[1], 'err' => $pipes[2], 'socket' => $a];
    $wait($all, [], 0.01);
    $wait($all, ['in' => $pipes[0]], 10);
    fwrite($pipes[0], "x\n");
    $wait($all, [], 10);
    fwrite($b, "y\n");
    $wait($all, [], 10);
    echo fgets($pipes[1]), fgets($a);
    fclose($pipes[0]);
    $wait(['out' => $pipes[1], 'socket' => $a], [], 10);
    var_dump(fgets($pipes[1]));
}));
--EXPECT--
[0,[],[]]
[1,[],["in"]]
[1,["out"],[]]
[2,["out","socket"],[]]
x
y
[1,["out"],[]]
bool(false)
