--TEST--
a timer that is set after a long computation counts from then (K34)
--DESCRIPTION--
B61: a deadline computed from a stale clock comes too early.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

function busy(): void
{
    for ($end = hrtime(true) + 60000000; hrtime(true) < $end;) {
    }
}

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_timeout($a, 0, 30000);
$waits = [
    'delay' => fn () => delay(30),
    'usleep' => fn () => usleep(30000),
    'fread' => fn () => fread($a, 1),
    'stream_select' => function () use ($a) {
        $r = [$a];
        $w = $e = null;
        stream_select($r, $w, $e, 0, 30000);
    },
];
foreach ($waits as $name => $wait) {
    $ms = await(spawn(function () use ($wait) {
        busy();
        $begin = hrtime(true);
        $wait();
        return (hrtime(true) - $begin) / 1e6;
    }));
    echo $name, $ms >= 28 ? " waits" : " returns after $ms ms", "\n";
}
--EXPECT--
delay waits
usleep waits
fread waits
stream_select waits
