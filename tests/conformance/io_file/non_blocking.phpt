--TEST--
a file that is set to non-blocking works
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    $f = tmpfile();
    var_dump(stream_set_blocking($f, false), fwrite($f, "abc"), rewind($f), fread($f, 10), feof($f));
}));
--EXPECT--
bool(true)
int(3)
bool(true)
string(3) "abc"
bool(true)
