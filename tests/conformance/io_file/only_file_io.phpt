--TEST--
a program in which nothing but a file is under way is no deadlock
--DESCRIPTION--
B27: requests count as something that is waited for.
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend};

$f = tmpfile();
for ($i = 0; $i < 20; $i++) {
    spawn(function () use ($f) {
        fwrite($f, "x");
        fsync($f);
        fstat($f);
    });
}
register_shutdown_function(function () use ($f) {
    rewind($f);
    echo strlen(stream_get_contents($f)), "\n";
});
--EXPECT--
20
