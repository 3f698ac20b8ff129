--TEST--
error_get_last() belongs to the coroutine
--DESCRIPTION--
B70, same family: the last error.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
TRUE_ASYNC_SCHED=fifo
--FILE--
<?php
use function Async\{spawn, suspend, await_all};

$a = spawn(function () {
    @trigger_error('mine', E_USER_WARNING);
    suspend();
    echo error_get_last()['message'], "\n";
    error_clear_last();
    suspend();
    var_dump(error_get_last());
});
$b = spawn(function () {
    var_dump(error_get_last());
    @trigger_error('yours', E_USER_WARNING);
    suspend();
    suspend();
    echo error_get_last()['message'], "\n";
});
@trigger_error('main', E_USER_WARNING);
await_all([$a, $b]);
echo error_get_last()['message'], "\n";
--EXPECT--
NULL
mine
NULL
yours
main
