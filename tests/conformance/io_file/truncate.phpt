--TEST--
the size of a file can be changed, and the position stays
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

await(spawn(function () {
    $f = tmpfile();
    fwrite($f, "0123456789");
    var_dump(ftruncate($f, 4), ftell($f), fstat($f)["size"]);
    fwrite($f, "ab");
    rewind($f);
    var_dump(stream_get_contents($f) === "0123\0\0\0\0\0\0ab");
    try {
        ftruncate($f, -1);
    } catch (ValueError $e) {
        echo "ValueError\n";
    }
    $r = fopen(__FILE__, "r");
    var_dump(@ftruncate($r, 4));
}));
--EXPECT--
bool(true)
int(10)
int(4)
bool(true)
ValueError
bool(false)
