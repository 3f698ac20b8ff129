--TEST--
an exception surfaces when the last holder lets go without having looked
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};


$c = spawn(function () { throw new RuntimeException("held"); });
suspend();
echo "1\n";
unset($c);
suspend();
echo "2\n";
--EXPECTF--
1
2

Fatal error: Uncaught RuntimeException: held in %a
