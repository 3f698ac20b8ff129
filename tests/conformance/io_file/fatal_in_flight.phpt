--TEST--
a fatal error strikes while calls on files are under way
--DESCRIPTION--
B39, B36
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--ENV--
USE_TRACKED_ALLOC=1
--FILE--
<?php
use function Async\{spawn, suspend};

$f = tmpfile();
for ($i = 0; $i < 8; $i++) {
    spawn(fn () => @fwrite($f, str_repeat("x", 1 << 18)));
    spawn(fn () => @fstat($f));
}
suspend();
ini_set("display_errors", "0");
register_shutdown_function(function () { echo "shutdown\n"; });
trigger_error("x", E_USER_ERROR);
--EXPECT--
shutdown
