--TEST--
calls that a file does not allow fail as always
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, await};

set_error_handler(function (int $level, string $message) {
    echo $level === E_NOTICE ? "notice" : $level, ": ", preg_replace('/^.*?\(\): /', '', $message), "\n";
    return true;
});
await(spawn(function () {
    $name = tempnam(sys_get_temp_dir(), "pfa");
    $w = fopen($name, "w");
    var_dump(fread($w, 10));
    $r = fopen($name, "r");
    var_dump(fwrite($r, "abc"));
    var_dump(fread($r, 10), feof($r));
    unlink($name);
}));
--EXPECT--
notice: Read of 8192 bytes failed with errno=9 Bad file descriptor
bool(false)
notice: Write of 3 bytes failed with errno=9 Bad file descriptor
bool(false)
string(0) ""
bool(true)
