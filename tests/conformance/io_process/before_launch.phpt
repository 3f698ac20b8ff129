--TEST--
what was opened before the first coroutine parks in coroutines as well
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await, delay};

$child = proc_open(['sh', '-c', 'sleep 0.5; echo late; exit 3'], [1 => ['pipe', 'w']], $pipes);
$stream = popen('sleep 0.5; echo later; exit 4', 'r');
$order = [];
$coroutines = [
    spawn(function () use ($child, $pipes, &$order) {
        $order[] = trim(fgets($pipes[1])) . proc_close($child);
    }),
    spawn(function () use ($stream, &$order) {
        $order[] = trim(fgets($stream)) . pclose($stream);
    }),
    spawn(function () use (&$order) {
        $order[] = 'first';
    }),
];
foreach ($coroutines as $coroutine) {
    await($coroutine);
}
echo $order[0], "\n";
sort($order);
echo implode(' ', $order), "\n";
--EXPECT--
first
first late3 later4
