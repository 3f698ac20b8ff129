--TEST--
a large write is written whole
--DESCRIPTION--
B59
--SKIPIF--
<?php if (!function_exists('Async\\spawn')) die('skip no TrueAsync runtime'); ?>
--INI--
async.debug_deadlock=0
--FILE--
<?php
use function Async\{spawn, suspend, await};

$name = tempnam(sys_get_temp_dir(), "pfa");
$data = implode("", range(1000000, 1099999)) . str_repeat("0123456789abcdef", 500000);
$hash = md5($data);
$c = spawn(function () use ($name, $data) {
    $f = fopen($name, "w");
    $written = fwrite($f, $data);
    fclose($f);
    return $written;
});
suspend();
unset($data);
var_dump(await($c), filesize($name), md5_file($name) === $hash);
unlink($name);
--EXPECT--
int(8700000)
int(8700000)
bool(true)
