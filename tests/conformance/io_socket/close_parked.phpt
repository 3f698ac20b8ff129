--TEST--
closing a stream wakes all who are parked in it; its number is free for another
--DESCRIPTION--
B40: a reader must be woken and its stream kept until it has left. B53: a recycled descriptor is another one's.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, await_all, delay};

for ($i = 0; $i < 10; $i++) {
    [$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $back = fn ($result) => $result === false || $result === '';
    $all = [
        spawn(fn () => $back(@fread($a, 10))),
        spawn(fn () => $back(@fgets($a))),
        spawn(fn () => $back(@stream_get_contents($a))),
        spawn(fn () => @fwrite($a, str_repeat("x", 16 << 20)) < 16 << 20),
    ];
    delay(1);
    fclose($a);
    [$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $next = spawn(fn () => fread($c, 10));
    $results = await_all($all)[0];
    fwrite($d, "mine");
    if ($results !== [true, true, true, true] || await($next) !== "mine") {
        echo json_encode($results), "\n";
    }
}
echo "done\n";
--EXPECT--
done
