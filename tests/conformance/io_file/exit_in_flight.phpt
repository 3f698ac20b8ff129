--TEST--
the program ends while calls on files are under way
--DESCRIPTION--
B39
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};

$name = tempnam(sys_get_temp_dir(), "pfa");
register_shutdown_function(fn () => unlink($name));
$f = fopen($name, "w+");
for ($i = 0; $i < 8; $i++) {
    spawn(fn () => @fwrite($f, str_repeat("x", 1 << 20)));
    spawn(fn () => @fread(fopen($name, "r"), 1 << 20));
}
suspend();
echo "exit\n";
exit(0);
--EXPECT--
exit
