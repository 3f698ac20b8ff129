--TEST--
a warning that is raised where no coroutine runs is the last error of nobody
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
display_errors=0
log_errors=0
--FILE--
<?php
use Async\{Future, FutureState};
use function Async\{await, delay, spawn};

/* Never to be run, so the scheduler lets go of its argument, an unused Future, which then warns. */
function refused(): void
{
    spawn(function ($future) { echo "never\n"; }, new Future(new FutureState()))->cancel();
}

refused();
$parked = spawn(function () { delay(1); return error_get_last(); });
refused();
$fresh = spawn(fn () => error_get_last());
var_dump(await($fresh), await($parked), error_get_last());
--EXPECT--
NULL
NULL
NULL
