--TEST--
children run side by side
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

$start = hrtime(true);
$coroutines = [];
for ($i = 0; $i < 12; $i++) {
    $coroutines[] = spawn(fn () => match ($i % 4) {
        0 => exec("sleep 0.5; echo $i"),
        1 => trim(shell_exec("sleep 0.5; echo $i")),
        2 => trim(`sleep 0.5; echo $i`),
        3 => proc_close(proc_open(['sh', '-c', "sleep 0.5; exit $i"], [], $pipes)),
    });
}
foreach ($coroutines as $i => $coroutine) {
    var_dump((int) await($coroutine) === $i);
}
var_dump(hrtime(true) - $start < 5e9);
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
