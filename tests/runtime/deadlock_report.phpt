--TEST--
the deadlock report is on by default
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--FILE--
<?php
use function Async\{spawn, await, current_coroutine};


await(current_coroutine_in_main());
function current_coroutine_in_main()
{
    spawn(fn () => 1);
    return current_coroutine();
}
--EXPECTF--
%A=== DEADLOCK REPORT START ===
%A
=== DEADLOCK REPORT END   ===
%A
Fatal error: Uncaught Async\DeadlockError: Deadlock detected: no active coroutines, 1 coroutines in waiting %a
