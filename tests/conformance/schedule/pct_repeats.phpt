--TEST--
the same pct seed makes the same choices
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=pct:11:3
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

function order(): string {
    $log = '';
    for ($i = 0; $i < 5; $i++) {
        $all[] = spawn(function () use ($i, &$log) { $log .= $i; suspend(); $log .= $i; });
    }
    await_all($all);
    return $log;
}
$first = order();
var_dump(strlen($first), count_chars($first, 3));
--EXPECT--
int(10)
string(5) "01234"
