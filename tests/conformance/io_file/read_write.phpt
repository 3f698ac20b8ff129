--TEST--
what is written to a file is read from it
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    $f = tmpfile();
    var_dump(fwrite($f, "first line\nsecond line\nthe rest"));
    var_dump(ftell($f), rewind($f), ftell($f));
    var_dump(fgets($f), fgetc($f), fread($f, 100), feof($f), fread($f, 100), ftell($f));
    var_dump(fseek($f, -4, SEEK_END), stream_get_contents($f), feof($f));
    var_dump(fseek($f, 6), fwrite($f, "LINE"), fseek($f, 0), stream_get_line($f, 100, "\n"));
    var_dump(fclose($f));
}));
--EXPECT--
int(31)
int(31)
bool(true)
int(0)
string(11) "first line
"
string(1) "s"
string(19) "econd line
the rest"
bool(true)
string(0) ""
int(31)
int(0)
string(4) "rest"
bool(true)
int(0)
int(4)
int(0)
string(10) "first LINE"
bool(true)
